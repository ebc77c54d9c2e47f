import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { spokenFiles } from '../../../scripts/l10n.mjs';
import { ROOT } from '../../../scripts/paths.mjs';
import { sayingsIn } from './sayings';

/** What looks like words and is not said to people, or is the same in every language. */
const NOT_SAID: readonly RegExp[] = [
  // Styles, fonts and classes.
  /px|^linear-gradient|^(default|style|script|img)-src/,
  /^(row column-headers|grid canvas-grid|cell sign|list-cell \{\})$/,
  // Names of programs, formats, encodings and errors.
  /^(Windows|Arrow|Parquet|Windows-1252 \(Latin-1\)|NaN|None|Topology|Feature(Collection)?)$/,
  /Error$|^PairRefusal$|^not UTF-8$/,
  // States of the JSON grammar.
  /^(end of text|first item|first key|comma or end)$/,
  // Names of columns and categories: by them a run is repeated, and reports are compared, in any language.
  /^column \{\}$|^\{\} (is|or) missing$/,
  /^(Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day$/,
  /^(January|February|March|April|May|June|July|August|September|October|November|December)$/,
  // Cells of the CSV, for programs.
  /^(first|second) only$/,
  // Read by a language model.
  /^Mutual information is 0 exactly when|^\{\} weaker pairs are not listed\.$/,
  // Mistakes of programmers, which no file and no click can bring about.
  /^(Clustering needs at least one item|The critics have no memory yet|nothing is compressed here)/,
  /^The critic diverged at step/,
  // For developers, on the standard error.
  /^No watchdog: |^watchdog: /,
  // A worker's lines in its terminal, and what it tells the server; the command line is English.
  /^(Joined |the run |A block of pairs could not|\{\} pairs \(\{\}\) in|not connected$)/,
  // What is wrong with a message of a cluster, said behind a translated sentence.
  /^(the cells of a column are not|what the run is about|what lies on the server|a message could not be understood: )/,
];

/** They are loaded before the process is told which language to speak. */
const LOADED_BEFORE = /^src\/(dataset|mine|report|process)\//;

const files = await Promise.all(
  (await spokenFiles()).map(async (path) => ({
    path,
    ...sayingsIn(await readFile(join(ROOT, path), 'utf8')),
  })),
);

describe('what the program says to people', () => {
  it('goes through l10n.t', () => {
    const found = files.flatMap(({ path, untranslated }) =>
      untranslated
        .filter(({ text }) => !NOT_SAID.some((pattern) => pattern.test(text)))
        .map(({ line, text }) => `${path}:${line}: ${text}`),
    );
    expect(found).toEqual([]);
  });

  it('is not said before the language is known', () => {
    const found = files
      .filter(({ path }) => LOADED_BEFORE.test(path))
      .flatMap(({ path, early }) => early.map(({ line, text }) => `${path}:${line}: ${text}`));
    expect(found).toEqual([]);
  });

  it('has no exception that nothing needs', () => {
    const texts = files.flatMap(({ untranslated }) => untranslated.map(({ text }) => text));
    expect(NOT_SAID.filter((pattern) => !texts.some((text) => pattern.test(text)))).toEqual([]);
  });
});

describe('a file that says something in its own words', () => {
  const found = (source: string) => sayingsIn(source).untranslated.map(({ text }) => text);

  it('is found by words side by side, words beside values, and capital letters', () => {
    expect(found(`show('not chosen'); show(\`\${n} pairs\`); button({ label: 'Cancel' });`)).toEqual([
      'not chosen',
      '{} pairs',
      'Cancel',
    ]);
  });

  it('is found within what a translated sentence has inserted', () => {
    expect(found(`l10n.t('{0} of {1}', n, many ? 'all pairs' : name)`)).toEqual(['all pairs']);
  });

  it('is not one that compares, imports or names types', () => {
    expect(
      found(
        `import a from 'B c d'; type X = 'Some words'; if (key === 'Enter') switch (x) { case 'Two words': }`,
      ),
    ).toEqual([]);
  });

  it('is told apart from one that speaks while it is loaded', () => {
    const { early } = sayingsIn(
      `const a = l10n.t('A b'); const b = () => l10n.t('C d'); class E { f = l10n.t('G h'); static i = l10n.t('J k'); }`,
    );
    expect(early.map(({ text }) => text)).toEqual([`'A b'`, `'J k'`]);
  });
});
