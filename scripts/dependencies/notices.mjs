import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../paths.mjs';

/**
 * The licences of all packages that are in the bundles.
 * @param {readonly string[]} inputs files that went into the bundles, relative to the project's folder
 * @returns {string}
 * @throws {Error} where one of them comes without the text of its licence
 */
export function thirdPartyNotices(inputs) {
  const folders = [...new Set(inputs.flatMap(packageFolder))].sort();
  const entries = folders.map((folder) => ({ folder, ...describe(folder) }));
  const list = entries.map(({ name, version, license }) => `${name} ${version} (${license})`);
  const texts = entries.map(
    ({ name, version, text }) =>
      `${'='.repeat(78)}\n${name} ${version}\n${'='.repeat(78)}\n\n${text.trim()}\n`,
  );
  return [
    'This extension is MIT-licensed (LICENSE). The packages below are bundled in it.\n',
    `${list.join('\n')}\n`,
    ...texts,
  ].join('\n');
}

/** @param {string} input @returns {string[]} */
function packageFolder(input) {
  const [folder] =
    /node_modules\/(.*node_modules\/)?(@[^/]+\/)?[^/]+/.exec(input.replaceAll('\\', '/')) ?? [];
  return folder ? [folder] : [];
}

/** @param {string} folder */
function describe(folder) {
  /** @type {{ name: string, version: string, license?: string, author?: string | { name: string } }} */
  const { name, version, license, author } = JSON.parse(
    readFileSync(join(ROOT, folder, 'package.json'), 'utf8'),
  );
  const files = readdirSync(join(ROOT, folder)).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const text = files.map((file) => readFileSync(join(ROOT, folder, file), 'utf8')).join('\n');
  if (text) return { name, version, license: license ?? 'see below', text };
  const holder = typeof author === 'string' ? author.replace(/ *<.*>/, '') : author?.name;
  const common = commonText(license)?.replace('HOLDER', holder ?? `the authors of ${name}`);
  if (!common) throw new Error(`${name} has no text of its licence (${license ?? 'none'}).`);
  return { name, version, license: license ?? '', text: common };
}

/** Of a package that names its licence and does not carry the text. @param {string | undefined} license */
function commonText(license) {
  const file = join(ROOT, `scripts/dependencies/texts/${license ?? ''}.txt`);
  return license && existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
