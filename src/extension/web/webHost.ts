import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { BackgroundWorker, type WorkerFiles } from '../../process/web/client';
import type { Host } from '../host';

/** The browser's extension host: a web worker beside it works on bytes that VS Code hands over, wherever they are. */
export function webHost({ extensionUri }: vscode.ExtensionContext): Host {
  return {
    startBackground: (handlers) => new BackgroundWorker(workerFiles(extensionUri), handlers),
    pathOf: () => null,
    handOver: {
      // The whole file and what is made of it have to fit into the browser's tab.
      most: 256 * 2 ** 20,
      otherwise: l10n.t('open it in VS Code on a machine, which reads files of any size'),
    },
    async sha256(source) {
      if (source.kind === 'file') throw new Error(l10n.t('{0} has no path in a browser.', source.name));
      const digest = await crypto.subtle.digest('SHA-256', source.bytes);
      return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
    },
    terminal: {
      // The extension has no path on the machine where the command will be called.
      program: ['node', 'dist/cli.js'],
      shell: navigator.userAgent.includes('Windows') ? 'powershell' : 'posix',
    },
  };
}

/** Read through VS Code, which reaches the extension's files wherever it was installed. */
async function workerFiles(extensionUri: vscode.Uri): Promise<WorkerFiles> {
  const read = async (...path: string[]) =>
    new Uint8Array(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'dist', ...path)));
  const [script, plain, fused, series] = await Promise.all([
    read('web', 'worker.js'),
    read('kernel-plain.wasm'),
    read('kernel-fused.wasm'),
    read('series.wasm'),
  ]);
  return { script, engines: { plain, fused, series } };
}
