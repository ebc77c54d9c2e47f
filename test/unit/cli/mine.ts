import { spawn } from 'node:child_process';
import { built } from '../built';

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs the built command line in a folder to its end.
 * @param interruptAfter words on standard error after which it is interrupted
 */
export function mine(folder: string, args: readonly string[], interruptAfter?: RegExp): Promise<Outcome> {
  const child = spawn(process.execPath, [built('cli.js'), ...args], { cwd: folder });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
    if (interruptAfter?.test(err)) child.kill('SIGINT');
  });
  return new Promise((resolve) => {
    child.on('close', (code) => {
      resolve({ code, out, err });
    });
  });
}
