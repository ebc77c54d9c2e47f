import type * as vscode from 'vscode';
import type { Background, BackgroundHandlers } from '../process/background';
import type { Source } from '../process/protocol';
import type { Shell } from '../report/commandLine';

/** What the two hosts of the extension, Node's and the browser's, do each in its own way. */
export interface Host {
  /** Starts what reads a dataset and runs plans over it. */
  startBackground(handlers: BackgroundHandlers): Background;
  /** Where the background finds the file by itself; null where its bytes have to be handed over. */
  pathOf(uri: vscode.Uri): string | null;
  /** Most bytes that can be handed over, and what else one could do with more. */
  readonly handOver: { readonly most: number; readonly otherwise: string };
  /** Of the bytes that are there now, in hex. */
  sha256(source: Source): Promise<string>;
  /** How the command line is called where its user is. */
  readonly terminal: { readonly program: readonly string[]; readonly shell: Shell };
}
