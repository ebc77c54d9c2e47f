/*
 * Holds the VS Code server for the script that started it: the server ends when the script asks (by closing this
 * process's standard input) and just as well when the script is gone for whatever reason, SIGKILL included.
 * Arguments: the folder to remove at the end or '', then the command with its arguments.
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const [folder, command, ...args] = process.argv.slice(2);
if (folder === undefined || command === undefined)
  throw new Error('usage: keeper FOLDER COMMAND ARGUMENT...');

// A process group of its own, so that what the server starts (extension hosts, file watchers) can be ended with it.
const server = spawn(command, args, { detached: true, stdio: ['ignore', 'inherit', 'inherit'] });
const group = server.pid;
if (group === undefined) throw new Error(`${command} did not start`);

/** @param {NodeJS.Signals | 0} signal */
function signalGroup(signal) {
  try {
    process.kill(-Number(group), signal);
    return true;
  } catch {
    return false;
  }
}

/** @param {number} milliseconds */
async function groupEndsWithin(milliseconds) {
  for (const end = Date.now() + milliseconds; Date.now() < end; await sleep(50)) {
    if (!signalGroup(0)) return true;
  }
  return false;
}

/** @param {number} status */
async function finish(status) {
  if (!(await groupEndsWithin(1500))) {
    signalGroup('SIGTERM');
    if (!(await groupEndsWithin(1000))) {
      signalGroup('SIGKILL');
      await groupEndsWithin(1000);
    }
  }
  if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit(status);
}

let ending = false;
process.stdin.resume().once('close', () => {
  ending = true;
  // The server first: its extension hosts then end by themselves, having written what they had to.
  server.kill('SIGTERM');
  void finish(0);
});
server.once('exit', (code) => {
  if (!ending) void finish(code ?? 1);
});
