import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { run } from '../run.mjs';
import { HOST_NODE, SERVER_MAIN, isHostInstalled } from './install.mjs';

/**
 * A running VS Code server.
 * @typedef {object} Server
 * @property {string} url
 * @property {number} pid the process that all it starts descends from
 * @property {string} logFile
 * @property {Promise<void>} exited settles when the server has ended, asked or not
 * @property {() => Promise<void>} stop ends it and all it started
 */

const KEEPER = fileURLToPath(new URL('keeper.mjs', import.meta.url));
const START_SECONDS = 30;

/** Quiet and the same each time: nothing pops up that is not the extension's. */
export const SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'window.commandCenter': false,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'telemetry.telemetryLevel': 'off',
  'git.enabled': false,
  'typescript.disableAutomaticTypeAcquisition': true,
  'json.schemaDownload.enable': false,
  'files.simpleDialog.enable': true,
};

/** A new, empty folder for the server's data: settings, installed extensions, logs. */
export const makeDataDir = () => mkdtempSync(join(tmpdir(), 'mine-vscode-'));

/**
 * Installs a packaged extension for the server that will be started on the same data folder.
 * @param {string} dataDir
 * @param {string} vsix
 */
export async function installExtension(dataDir, vsix) {
  await run(HOST_NODE, [SERVER_MAIN, '--server-data-dir', dataDir, '--install-extension', vsix, '--force']);
}

/**
 * Starts the web host on a free port of this machine alone. Resolves when it listens.
 * @param {object} [options]
 * @param {string} [options.dataDir] removed when the server ends
 * @param {Record<string, unknown>} [options.settings] the user's settings, added to the quiet ones
 * @param {Record<string, unknown>} [options.machineSettings] those that a machine alone has
 * @param {Record<string, string>} [options.env] variables for the extension host
 * @returns {Promise<Server>}
 * @throws {Error} with the server's log where it does not start
 */
export async function startServer({
  dataDir = makeDataDir(),
  settings = {},
  machineSettings = {},
  env = {},
} = {}) {
  if (!isHostInstalled())
    throw new Error('The VS Code web host is not installed: run `node scripts/setup.mjs`.');
  writeSettings(join(dataDir, 'data/User'), { ...SETTINGS, ...settings });
  writeSettings(join(dataDir, 'data/Machine'), machineSettings);
  const logFile = join(dataDir, 'server.log');
  const log = openSync(logFile, 'a');
  const serverArgs = ['--host', '127.0.0.1', '--port', '0', '--without-connection-token'];
  const quietArgs = [
    '--accept-server-license-terms',
    '--telemetry-level',
    'off',
    '--disable-workspace-trust',
  ];
  const windowArgs = ['--disable-getting-started-override', '--reconnection-grace-time', '1'];
  const keeper = spawn(
    process.execPath,
    [
      ...[KEEPER, dataDir, HOST_NODE, SERVER_MAIN, '--server-data-dir', dataDir],
      ...[...serverArgs, ...quietArgs, ...windowArgs],
    ],
    // Detached: a Ctrl+C in the terminal must reach this process only, which then ends the rest in order.
    { detached: true, stdio: ['pipe', log, log], env: serverEnvironment(dataDir, env) },
  );
  closeSync(log);
  const pid = Number(keeper.pid);
  const exited = new Promise((/** @type {(value: void) => void} */ resolve) => {
    keeper.once('exit', () => {
      resolve();
    });
  });
  const stop = () => {
    keeper.stdin?.end();
    return exited;
  };
  const end = Date.now() + START_SECONDS * 1000;
  for (let said = ''; Date.now() < end && keeper.exitCode === null; await sleep(50)) {
    if (existsSync(logFile)) said = readFileSync(logFile, 'utf8');
    const port = /agent listening on (\d+)/.exec(said)?.[1];
    if (port) return { url: `http://127.0.0.1:${port}`, pid, logFile, exited, stop };
  }
  const said = existsSync(logFile) ? readFileSync(logFile, 'utf8') : '';
  await stop();
  throw new Error(`The VS Code server did not start:\n${said.slice(-4000)}`);
}

/** @param {string} folder @param {Record<string, unknown>} settings */
function writeSettings(folder, settings) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings, null, 2));
}

/**
 * This process's environment without what an outer VS Code left in it.
 * @param {string} dataDir
 * @param {Record<string, string>} env
 */
function serverEnvironment(dataDir, env) {
  const outer = Object.entries(process.env).filter(([name]) => !/^(VSCODE_(?!HOST_)|ELECTRON_)/.test(name));
  return {
    ...Object.fromEntries(outer),
    EXTENSIONS_GALLERY: '{}', // no marketplace look-ups
    XDG_RUNTIME_DIR: dataDir, // sockets go where they are removed with the rest
    ...env,
  };
}
