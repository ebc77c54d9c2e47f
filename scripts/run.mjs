import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A command that ended with another status than 0. */
export class CommandError extends Error {
  /** @param {string} command @param {number | string} status @param {string} output the end of what it printed */
  constructor(command, status, output) {
    super(`${command} ended with ${status}:\n${output}`);
    this.name = 'CommandError';
    this.status = typeof status === 'number' ? status : 1;
    this.output = output;
  }
}

/**
 * Runs a command to its end. Quiet unless it fails.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, shell?: boolean }} [options]
 * @returns {Promise<string>} what it printed on standard output
 * @throws {CommandError} with the end of what it printed
 */
export function run(command, args, { cwd, env, shell } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      shell,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let all = '';
    child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ chunk) => {
      stdout += chunk;
      all += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ chunk) => (all += chunk));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve(stdout);
      else {
        const line = [command, ...args].join(' ');
        reject(new CommandError(line, code ?? signal ?? 'no status', all.trim().slice(-4000)));
      }
    });
  });
}

/**
 * Runs a command to its end in this terminal. What ends this process (Ctrl+C, a polite kill) is passed on first.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string | undefined> }} [options]
 * @returns {Promise<number>} its exit status
 */
export function runHere(command, args, { env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
    const stopListening = onEnding((signal) => child.kill(signal));
    child.once('error', reject);
    child.once('close', (code) => {
      if (stopListening()) process.exit(130);
      resolve(code ?? 1);
    });
  });
}

/**
 * Calls back when this process is asked to end; asked again after a moment, it ends at once.
 * (npm passes a Ctrl+C on to a script that the terminal has already told.)
 * @param {(signal: NodeJS.Signals) => void} callback
 * @returns {() => boolean} stops listening; tells whether it was called
 */
export function onEnding(callback) {
  /** @type {readonly NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  let calledAt = 0;
  const listener = (/** @type {NodeJS.Signals} */ signal) => {
    if (calledAt === 0) {
      calledAt = Date.now();
      callback(signal);
    } else if (Date.now() - calledAt > 500) process.exit(130);
  };
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
    return calledAt > 0;
  };
}

/**
 * Runs the npm that started this script, or the one on the PATH.
 * @param {readonly string[]} args
 * @param {{ cwd?: string }} options
 */
export function npm(args, options) {
  const cli = process.env['npm_execpath'];
  if (cli?.endsWith('.js')) return run(process.execPath, [cli, ...args], options);
  return run('npm', args, { ...options, shell: process.platform === 'win32' });
}

/**
 * Finds the first of the commands that is on the PATH.
 * @param {readonly string[]} names
 * @returns {string | undefined} its full path
 */
export function which(names) {
  const endings = process.platform === 'win32' ? ['.cmd', '.exe'] : [''];
  for (const name of names) {
    for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
      for (const ending of endings) {
        const path = join(folder, name + ending);
        try {
          accessSync(path, constants.X_OK);
          return path;
        } catch {
          // Not in this folder.
        }
      }
    }
  }
  return undefined;
}
