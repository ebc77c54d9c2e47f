/** Times in seconds against a size, for one panel of the picture. */
export interface Curve {
  readonly title: string;
  readonly axis: string;
  readonly points: readonly (readonly [size: number, seconds: number])[];
}

const PANEL = { width: 380, height: 250, left: 56, right: 16, top: 34, bottom: 44 };

/** It paints its own paper, so that it can be read on a light and on a dark page, whichever of them the viewer asks for. */
const STYLE = `
  svg { --paper: #ffffff; --ink: #1f2328; --faint: #d0d7de; --line: #0969da; }
  @media (prefers-color-scheme: dark) { svg { --paper: #0d1117; --ink: #e6edf3; --faint: #30363d; --line: #58a6ff; } }
  .paper { fill: var(--paper); } .grid { stroke: var(--faint); } .curve { stroke: var(--line); fill: none; stroke-width: 2; }
  .point { fill: var(--line); } text { fill: var(--ink); font: 12px system-ui, sans-serif; } .title { font-weight: 600; }`;

/** Panels side by side, both axes logarithmic, all with the same times. */
export function growthPlot(curves: readonly Curve[]): string {
  const times = curves.flatMap(({ points }) => points.map(([, time]) => time));
  const time = decades(times);
  const rows = Math.ceil(curves.length / 2);
  const [width, height] = [2 * PANEL.width, rows * PANEL.height];
  const panels = curves.map((curve, i) => {
    const [x, y] = [(i % 2) * PANEL.width, Math.floor(i / 2) * PANEL.height];
    return `<g transform="translate(${x} ${y})">${panel(curve, time)}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>Seconds from the start to the report</title>
<style>${STYLE}
</style>
<rect class="paper" width="${width}" height="${height}"/>
${panels.join('\n')}
</svg>
`;
}

/** Powers of ten around the values. */
function decades(values: readonly number[]): readonly [number, number] {
  const low = Math.floor(Math.log10(Math.min(...values)));
  return [low, Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))))];
}

function panel({ title, axis, points }: Curve, [timeLow, timeHigh]: readonly [number, number]): string {
  const sizes = points.map(([size]) => Math.log10(size));
  const [low, high] = [Math.min(...sizes), Math.max(...sizes, Math.min(...sizes) + 0.1)];
  const right = PANEL.width - PANEL.right;
  const bottom = PANEL.height - PANEL.bottom;
  const x = (size: number) =>
    round(PANEL.left + 12 + ((Math.log10(size) - low) / (high - low)) * (right - PANEL.left - 24));
  const y = (time: number) =>
    round(bottom - ((Math.log10(time) - timeLow) / (timeHigh - timeLow)) * (bottom - PANEL.top));
  const grid = Array.from({ length: timeHigh - timeLow + 1 }, (_, i) => 10 ** (timeLow + i)).map(
    (time) =>
      `<line class="grid" x1="${PANEL.left}" x2="${right}" y1="${y(time)}" y2="${y(time)}"/>` +
      `<text x="${PANEL.left - 8}" y="${y(time) + 4}" text-anchor="end">${label(time)} s</text>`,
  );
  const ticks = points.map(
    ([size]) => `<text x="${x(size)}" y="${bottom + 18}" text-anchor="middle">${label(size)}</text>`,
  );
  const path = points.map(([size, time]) => `${x(size)},${y(time)}`).join(' ');
  const dots = points.map(
    ([size, time]) =>
      `<circle class="point" cx="${x(size)}" cy="${y(time)}" r="3.5"><title>${label(size)}: ${time.toPrecision(2)} s</title></circle>`,
  );
  return [
    `<text class="title" x="${PANEL.left}" y="20">By ${title}</text>`,
    ...grid,
    ...ticks,
    `<text x="${(PANEL.left + right) / 2}" y="${PANEL.height - 8}" text-anchor="middle">${axis}</text>`,
    `<polyline class="curve" points="${path}"/>`,
    ...dots,
  ].join('\n');
}

function label(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 2 });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
