/* Fails where a package that the program runs with has a licence that is not on the list. Reads package-lock.json alone. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../paths.mjs';

/** Licences under which a package may be shipped inside ours, which is MIT. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Unlicense',
]);

/** @type {{ packages: Record<string, { dev?: boolean, license?: string }> }} */
const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
const shipped = Object.entries(packages).filter(([path, { dev }]) => path !== '' && !dev);
const others = shipped.filter(([, { license }]) => !isAllowed(license));
for (const [path, { license }] of others)
  console.error(
    `${path.replace(/^.*node_modules\//, '')} has the licence ${license ?? '(none)'}, which is not on the list.`,
  );
console.log(
  others.length > 0
    ? `licences: ${others.length} of ${shipped.length} packages may not be shipped`
    : `licences: all ${shipped.length} packages that the program can run with may be shipped`,
);
process.exitCode = others.length > 0 ? 1 : 0;

/** Of a choice (`OR`) one is enough; of several (`AND`) all count. @param {string | undefined} expression */
function isAllowed(expression = '') {
  const words = expression.replace(/[()]/g, '');
  return words
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((name) => ALLOWED.has(name.trim())));
}
