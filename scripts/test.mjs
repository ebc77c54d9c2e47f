/*
 * npm test [-- SUITE...]
 * Sets up, then runs the checks (types, lint, format, licences, reasons for dependencies, audit) and the suites: unit, host (inside the extension host),
 * e2e (a person's clicks in a real VS Code), package (the .vsix, installed). The last line is alone: how many tests passed and failed, over all suites. A
 * suite that ends in error without a failed test, or runs none, counts as one failed test; so do failed checks.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { OUT, ROOT } from './paths.mjs';
import { haveNatsServer } from './natsServer.mjs';
import { runHere } from './run.mjs';
import { setup } from './setup.mjs';
import { DESKTOP_VERSION, isHostSupported } from './vscode/install.mjs';

/**
 * @typedef {{ passed: number, failed: number }} Counts
 * @typedef {{ name: string, message: string }} Failure
 */

const RESULTS = join(OUT, 'test');

/** @type {Record<string, () => Promise<Counts>>} */
const SUITES = {
  check: runChecks,
  unit: () => runVitest('unit'),
  host: runHostTests,
  e2e: () => runVitest('e2e'),
  cluster: runClusterTests,
  // Last: it builds for release.
  package: () => runVitest('package'),
};
/** The tests in the extension host run in a desktop VS Code, which is fetched. */
const DESKTOP = !isHostSupported() || process.env['MINE_DESKTOP'] === 'true';

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in SUITES));
if (unknown.length > 0) {
  console.error(`${unknown.join(', ')}: no such suite; there are ${Object.keys(SUITES).join(', ')}.`);
  process.exit(2);
}
const names = asked.length > 0 ? asked : Object.keys(SUITES);

try {
  await setup({
    tests: names.includes('host'),
    host: needsWebHost(),
    browser: needsWebHost(),
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
mkdirSync(RESULTS, { recursive: true });

const total = { passed: 0, failed: 0 };
const summary = [];
/** @type {Failure[]} */
const failures = [];
/** Failed at first, then run once more. @type {Failure[]} */
const repeated = [];
for (const name of names) {
  console.log(`\n=== ${name} ===`);
  const { passed, failed } = (await SUITES[name]?.()) ?? { passed: 0, failed: 0 };
  summary.push(
    name === 'check'
      ? `check: ${failed ? 'FAILED' : 'clean'}`
      : `${name}: ${passed} passed, ${failed} failed`,
  );
  total.passed += passed;
  total.failed += failed;
}
// Once more at the end: what a suite printed is far above by then.
for (const failure of repeated) print('run twice, as it failed at first', failure);
for (const failure of failures) print('failed', failure);
console.log(`\n${summary.map((line) => `  ${line}`).join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);

/**
 * @param {string} what
 * @param {Failure} failure
 */
function print(what, { name, message }) {
  console.log(`\n${what}: ${name}\n${message.replaceAll(/^/gm, '    ')}`);
}

/** Whether a suite runs in the web host; it stands in for a desktop VS Code where it can, unless one is asked for. */
function needsWebHost() {
  return (
    isHostSupported() &&
    names.some((name) => ['e2e', 'package'].includes(name) || (name === 'host' && !DESKTOP))
  );
}

/** Types, lint and format, two at a time: all of them are run, so that one failure does not hide another. */
async function runChecks() {
  const bin = (/** @type {string} */ path) => join(ROOT, 'node_modules', path);
  const checks = [
    { name: 'types', args: [bin('typescript/bin/tsc'), '--noEmit'] },
    { name: 'types of the page', args: [bin('typescript/bin/tsc'), '--noEmit', '-p', 'webview'] },
    {
      name: 'types in the browser',
      args: [bin('typescript/bin/tsc'), '--noEmit', '-p', 'src/extension/web'],
    },
    {
      name: 'types of the end-to-end tests',
      args: [bin('typescript/bin/tsc'), '--noEmit', '-p', 'test/e2e'],
    },
    { name: 'lint', args: [bin('eslint/bin/eslint.js'), '.'] },
    { name: 'format', args: [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'] },
    { name: 'licences', args: [join(ROOT, 'scripts/dependencies/licences.mjs')] },
    { name: 'reasons for dependencies', args: [join(ROOT, 'scripts/dependencies/reasons.mjs')] },
    { name: 'audit', args: [join(ROOT, 'scripts/dependencies/audit.mjs')] },
  ];
  let failed = 0;
  const lane = async () => {
    for (let check = checks.shift(); check; check = checks.shift()) {
      const status = await runHere(process.execPath, check.args);
      console.log(`${check.name}: ${status === 0 ? 'clean' : 'FAILED, see above'}`);
      if (status !== 0) failed += 1;
    }
  };
  await Promise.all([lane(), lane()]);
  return { passed: 0, failed };
}

/** With a real NATS server, where there is one or the system's packages have it. */
async function runClusterTests() {
  if (await haveNatsServer()) return runVitest('cluster');
  console.log('cluster: nats-server is not present and cannot be installed here: not tested.');
  return { passed: 0, failed: 0 };
}

/** @param {string} project */
async function runVitest(project) {
  const file = freshFile(`${project}.json`);
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const status = await runHere(process.execPath, [vitest, 'run', '--project', project, ...reporters]);
  return count(project, status, file, (result) => {
    failures.push(...failuresOfVitest(project, result));
    return { passed: result.numPassedTests, failed: result.numFailedTests };
  });
}

/** The web host stands in for a desktop VS Code, where it runs; elsewhere a desktop one is fetched. */
async function runHostTests() {
  const { runTests } = await import('@vscode/test-electron');
  const { makeWorkspace } = await import('../test/workspace.mjs');
  const file = freshFile('host.json');
  const folder = makeWorkspace();
  const status = await runTests({
    ...(DESKTOP
      ? { version: DESKTOP_VERSION }
      : { vscodeExecutablePath: join(ROOT, 'scripts/vscode/code-host.mjs') }),
    extensionDevelopmentPath: ROOT,
    extensionTestsPath: join(ROOT, 'dist/test/host/index.js'),
    launchArgs: !DESKTOP ? [folder] : [folder, '--disable-workspace-trust', '--disable-extensions'],
    extensionTestsEnv: { EXT_TEST_RESULT: file },
  }).catch((/** @type {unknown} */ error) => {
    console.error(`host: ${error instanceof Error ? error.message : error}`);
    return 1;
  });
  rmSync(folder, { recursive: true, force: true });
  return count('host', status, file, (result) => {
    for (const { name, message } of result.failed) failures.push({ name: `host: ${name}`, message });
    for (const { name, message } of result.repeated) repeated.push({ name: `host: ${name}`, message });
    return { passed: result.passes, failed: result.failures };
  });
}

/**
 * @param {string} project
 * @param {any} result
 * @returns {Failure[]}
 */
function failuresOfVitest(project, result) {
  return result.testResults.flatMap((/** @type {any} */ file) => [
    ...(file.message ? [{ name: `${project}: ${file.name}`, message: file.message }] : []),
    ...file.assertionResults
      .filter((/** @type {any} */ test) => test.status === 'failed')
      .map((/** @type {any} */ test) => ({
        name: `${project}: ${test.fullName}`,
        message: test.failureMessages.join('\n'),
      })),
  ]);
}

/** @param {string} name */
function freshFile(name) {
  const file = join(RESULTS, name);
  rmSync(file, { force: true });
  return file;
}

/**
 * @param {string} suite
 * @param {number} status
 * @param {string} file what the suite wrote
 * @param {(result: any) => Counts} read
 * @returns {Counts}
 */
function count(suite, status, file, read) {
  if (!existsSync(file)) {
    console.error(`${suite}: ended with ${status} before any test was counted.`);
    return { passed: 0, failed: 1 };
  }
  const counts = read(JSON.parse(readFileSync(file, 'utf8')));
  if (counts.passed + counts.failed === 0) console.error(`${suite}: no test was run.`);
  else if (status !== 0 && counts.failed === 0)
    console.error(`${suite}: ended with ${status} though no test failed.`);
  else return counts;
  return { passed: counts.passed, failed: 1 };
}
