export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

export function seconds(value: number): string {
  if (value < 0.095) return `${(value * 1000).toPrecision(2)} ms`;
  return `${value < 100 ? value.toPrecision(2) : value.toFixed(0)} s`;
}

export function times(ratio: number): string {
  return `${ratio.toPrecision(2)}x`;
}
