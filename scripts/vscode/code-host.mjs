#!/usr/bin/env node
/*
 * Stands in for a desktop `code` where there is none: takes the command line that @vscode/test-electron's runTests()
 * gives to its `vscodeExecutablePath`, and runs the tests in the web host. Test runs only.
 */
import { fileURLToPath } from 'node:url';
import { onEnding } from '../run.mjs';
import { runExtensionTests } from './extensionTests.mjs';

/** @type {string[]} */
const extensions = [];
let tests = '';
let folder = '';
for (const argument of process.argv.slice(2)) {
  const [, option, value = ''] = /^--([\w-]+)(?:=(.*))?$/s.exec(argument) ?? [];
  if (option === undefined) folder = toPath(argument);
  else if (option === 'extensionDevelopmentPath') extensions.push(toPath(value));
  else if (option === 'extensionTestsPath') tests = toPath(value);
}
if (!tests || !folder) {
  console.error('usage: code-host.mjs FOLDER --extensionDevelopmentPath=FOLDER --extensionTestsPath=MODULE');
  process.exit(64);
}
// Browser and server end with this process.
onEnding(() => process.exit(130));
process.exit(await runExtensionTests({ extensions, tests, folder }));

/** @param {string} value */
function toPath(value) {
  return value.startsWith('file:') ? fileURLToPath(value) : value;
}
