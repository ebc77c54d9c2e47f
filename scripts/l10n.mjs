/*
 * npm run l10n: writes l10n/bundle.l10n.json, the sentences of the program as they stand in its source, and tells what
 * the bundles of other languages lack or no longer need. Their sentences are written by people.
 */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import { format } from 'prettier';
import { ROOT } from './paths.mjs';

export const FOLDER = join(ROOT, 'l10n');
export const ENGLISH = 'bundle.l10n.json';
/** The command line stays English: nothing tells a program in a terminal which language the person there reads. */
const SPOKEN = ['src/dataset', 'src/mine', 'src/report', 'src/process', 'src/extension', 'webview'];
/** What the command line alone says: the paper's experiments. */
const UNSPOKEN = /^src\/(mine|report)\/reproduction/;

/** Files of the rooms whose sentences are translated. */
export async function spokenFiles() {
  const folders = await Promise.all(
    SPOKEN.map(async (room) => {
      const names = await readdir(join(ROOT, room), { recursive: true });
      // Slashes on every system: the paths are told to people and compared.
      return names.map((name) => `${room}/${name.replaceAll('\\', '/')}`);
    }),
  );
  return folders
    .flat()
    .filter((path) => path.endsWith('.ts') && !path.includes('/assembly/') && !UNSPOKEN.test(path))
    .sort();
}

/** Key and sentence of everything that the source says with `l10n.t`. @returns {Promise<Record<string, unknown>>} */
export async function extract() {
  const files = await Promise.all(
    (await spokenFiles()).map(async (path) => ({
      extension: '.ts',
      contents: await readFile(join(ROOT, path), 'utf8'),
    })),
  );
  // Most files say nothing, and the extraction parses each of them.
  const found = await getL10nJson(files.filter(({ contents }) => contents.includes('@vscode/l10n')));
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
}

if (process.argv[1] === import.meta.filename) {
  const sentences = await extract();
  await writeFile(join(FOLDER, ENGLISH), await format(JSON.stringify(sentences), { parser: 'json' }));
  for (const name of await readdir(FOLDER)) {
    if (name === ENGLISH) continue;
    /** @type {Record<string, unknown>} */
    const translated = JSON.parse(await readFile(join(FOLDER, name), 'utf8'));
    const missing = Object.keys(sentences).filter((key) => !(key in translated));
    const stale = Object.keys(translated).filter((key) => !(key in sentences));
    for (const key of missing) console.log(`${name} lacks ${JSON.stringify(key)}`);
    for (const key of stale) console.log(`${name} no longer needs ${JSON.stringify(key)}`);
    if (missing.length || stale.length) process.exitCode = 1;
  }
}
