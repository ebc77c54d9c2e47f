/*
 * node scripts/paperReadme.mjs
 * Writes docs/paper/README.md and the figures from the records beside it (mine paper NAME --format json --out FILE).
 */
import { build } from 'esbuild';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { OUT, ROOT } from './paths.mjs';

const FOLDER = join(ROOT, 'docs/paper');
const ORDER = ['gaussian', 'nonlinear', 'spiral', 'gaussians25', 'bottleneck', 'inference'];
const FORMS = ['full', 'medium', 'quick'];

const bundle = join(OUT, 'paperReadme.cjs');
await build({
  stdin: {
    contents: `export { chartSvg } from './chartSvg'; export { reproductionMarkdown } from './reproductionRenderings';`,
    resolveDir: join(ROOT, 'src/report'),
  },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  outfile: bundle,
  logLevel: 'warning',
});
const { chartSvg, reproductionMarkdown } = createRequire(import.meta.url)(bundle);

const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.json'));
const records = await Promise.all(
  files.map(async (file) => ({ file, record: JSON.parse(await readFile(join(FOLDER, file), 'utf8')) })),
);
records.sort(
  ({ record: a }, { record: b }) =>
    ORDER.indexOf(a.name) - ORDER.indexOf(b.name) || FORMS.indexOf(a.form) - FORMS.indexOf(b.form),
);
const sections = [];
for (const { file, record } of records) {
  const figure = file.replace(/json$/, 'svg');
  await writeFile(join(FOLDER, figure), chartSvg(record.figure, 'light').svg);
  sections.push(reproductionMarkdown(record, figure));
}
const introduction = await readFile(join(FOLDER, 'introduction.md'), 'utf8');
await writeFile(join(FOLDER, 'README.md'), `${introduction}\n${sections.join('\n')}`);
