import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { BackgroundProcess } from '../process/client';
import type { Host } from './host';

const CHUNK_BYTES = 2 ** 20;

/**
 * Node's extension host, on a desktop or a remote machine: a process beside it works on the files of that machine's disk.
 * @param folder folder that holds the bundles
 */
export function nodeHost(folder: string): Host {
  return {
    startBackground: (handlers) => new BackgroundProcess(join(folder, 'process.js'), handlers, debugging()),
    pathOf: ({ scheme, fsPath }) => (scheme === 'file' ? fsPath : null),
    handOver: {
      // In one piece, which has to fit into the extension host.
      most: 512 * 2 ** 20,
      otherwise: l10n.t("copy it to this machine's disk"),
    },
    async sha256(source) {
      const hash = createHash('sha256');
      if (source.kind === 'bytes') hash.update(source.bytes);
      else
        for await (const chunk of createReadStream(source.path, { highWaterMark: CHUNK_BYTES }))
          hash.update(chunk as Buffer);
      return hash.digest('hex');
    },
    terminal: {
      program: ['node', join(folder, 'cli.js')],
      shell: process.platform === 'win32' ? 'powershell' : 'posix',
    },
  };
}

/** A port for a debugger, from the launch configurations (CONTRIBUTING.md); on this machine alone. */
function debugging(): string[] {
  const port = process.env['MINE_INSPECT'] ?? '';
  return /^\d{4,5}$/.test(port) ? [`--inspect=127.0.0.1:${port}`] : [];
}
