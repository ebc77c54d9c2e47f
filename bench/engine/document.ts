import { table } from './markdown';
import { PARTS, type PartName } from './options';
import type { Findings, Goal } from './part';

/*
 * docs/performance.md: the goals, what a person says of the figures (docs/performance-notes.md), and a section a part
 * between markers. A part that was not run keeps its section and its goals as its last run left them.
 */

const INTRODUCTION = `# How fast it is

Made by \`npm run bench:engine\` (one part alone: \`npm run bench:engine -- --only step\`). What is compared runs interleaved in
one process tree; figures are medians, with half the distance between the quartiles where a spread is given.`;

export function performanceDocument(
  old: string,
  found: ReadonlyMap<PartName, Findings>,
  notes: string,
): string {
  const goals = PARTS.flatMap((part) => found.get(part)?.goals ?? []);
  const rows = found.size === PARTS.length ? goals.map(goalCells) : mergedRows(between(old, 'goals'), goals);
  const sections = PARTS.flatMap((part) => {
    const findings = found.get(part);
    const text = findings ? section(findings) : between(old, part);
    return text === null ? [] : [marked(part, text)];
  });
  const parts = [INTRODUCTION, '## Goals', marked('goals', goalsTable(rows)), notes.trim(), ...sections];
  return `${parts.join('\n\n')}\n`;
}

export function section({ title, markdown }: Findings): string {
  return `## ${title}\n\n${markdown.trim()}`;
}

export function goalCells({ figure, goal, measured, met }: Goal): readonly string[] {
  return [figure, goal, measured, met === null ? '–' : met ? 'met' : '**not met**'];
}

export function goalsTable(rows: readonly (readonly string[])[]): string {
  return table(['figure', 'goal', 'measured', ''], rows);
}

/** The old rows with those that were measured anew in their places, and new ones after them. */
function mergedRows(old: string | null, goals: readonly Goal[]): (readonly string[])[] {
  const rows = (old ?? '').split('\n').slice(2);
  const merged = new Map(
    rows
      .map((row) =>
        row
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      )
      .map((cells) => [cells[0], cells]),
  );
  for (const goal of goals) merged.set(goal.figure, [...goalCells(goal)]);
  return [...merged.values()];
}

function marked(name: string, text: string): string {
  return `<!-- ${name} -->\n\n${text}\n\n<!-- /${name} -->`;
}

function between(document: string, name: string): string | null {
  const [, rest] = document.split(`<!-- ${name} -->\n`);
  return rest?.split(`\n<!-- /${name} -->`)[0]?.trim() ?? null;
}
