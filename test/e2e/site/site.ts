import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { ROOT } from '../../../scripts/paths.mjs';
import type { Server } from '../../../scripts/vscode/server.mjs';

/** A web site with VS Code on it, as vscode.dev is: nothing behind the page could run an extension. */
export interface Site {
  readonly url: string;
  readonly close: () => Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};

/** What this build of the workbench leaves to its own server: the connection to it, and the place of the user's data. */
const OF_THE_SERVER = [
  [/remoteAuthority:location\.host/, 'remoteAuthority:undefined'],
  [
    /(get userRoamingDataHome\(\)\{return )\w+\((\w+)\.file\(this\.userDataPath\)\.with\(\{scheme:(\w+)\.vscodeRemote\}\),"User"\)/,
    '$1$2.file("/User").with({scheme:$3.vscodeUserData})',
  ],
] as const;

/**
 * Serves the page of the VS Code server, the built extension below /extension/, and a folder: its files below /files/, and
 * below /folder/ an extension that shows them to VS Code (siteFolder.ts).
 */
export async function startSite(server: Server, folder: string): Promise<Site> {
  const provider = await folderProvider();
  const site = createServer((asked, answer) => {
    respond(asked, answer).catch((error: unknown) => {
      const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      answer.writeHead(isMissing ? 404 : 500).end(String(error));
    });
  });

  async function respond(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const [, area = '', path = ''] =
      /^\/(extension|folder|files)\/([^?]*)/.exec(decodeURI(asked.url ?? '')) ?? [];
    const within = (root: string) => join(root, normalize(`/${path}`));
    const send = (name: string, bytes: string | Uint8Array) => {
      answer
        .writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream' })
        .end(bytes);
    };
    if (area === 'extension') send(path, await readFile(within(ROOT)));
    else if (area === 'folder') send(path, provider[path] ?? '{}');
    else if (area === 'files' && asked.method === 'PUT') {
      await writeFile(within(folder), await buffer(asked));
      send('', '');
    } else if (area === 'files' && asked.url?.endsWith('?facts')) {
      send('facts.json', JSON.stringify(await facts(within(folder))));
    } else if (area === 'files') send(path, await readFile(within(folder)));
    else if (asked.url?.endsWith('/workbench.js')) send('workbench.js', await workbench(asked.url));
    else passOn(asked, answer);
  }

  async function workbench(path: string): Promise<string> {
    const script = await (await fetch(new URL(path, server.url))).text();
    return OF_THE_SERVER.reduce((changed, [theirs, ours]) => {
      if (!theirs.test(changed)) throw new Error(`The workbench has nothing like ${theirs.source} any more.`);
      return changed.replace(theirs, ours);
    }, script);
  }

  /** To the VS Code server, which is asked for pages and scripts alone. */
  function passOn(asked: IncomingMessage, answer: ServerResponse): void {
    const { method, headers } = asked;
    const passed = request(new URL(asked.url ?? '', server.url), { method, headers }, (answered) => {
      // This build has some extensions of VS Code's own without their parts for browsers: empty ones do.
      if (answered.statusCode === 404 && /\/static\/extensions\/.*\.js$/.test(asked.url ?? '')) {
        answered.resume();
        answer.writeHead(200, { 'content-type': 'text/javascript' }).end();
        return;
      }
      answer.writeHead(answered.statusCode ?? 500, answered.headers);
      answered.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  }

  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const { port } = site.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        site.close(() => {
          resolve();
        });
        site.closeAllConnections();
      }),
  };
}

/** What the provider must know of a file or a folder. */
async function facts(path: string) {
  const { mtimeMs, ctimeMs, size } = await stat(path);
  const children = (await stat(path)).isDirectory()
    ? (await readdir(path, { withFileTypes: true })).map((entry) => [entry.name, entry.isDirectory()])
    : null;
  return { mtime: mtimeMs, ctime: ctimeMs, size, children };
}

/** The files of the extension that shows the folder, by name. */
async function folderProvider(): Promise<Record<string, string>> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('siteFolder.ts', import.meta.url))],
    bundle: true,
    platform: 'browser',
    format: 'cjs',
    external: ['vscode'],
    write: false,
  });
  const manifest = {
    name: 'site-folder',
    publisher: 'test',
    version: '1.0.0',
    engines: { vscode: '*' },
    browser: './extension.js',
    activationEvents: ['onFileSystem:site'],
  };
  return { 'package.json': JSON.stringify(manifest), 'extension.js': outputFiles[0]?.text ?? '' };
}
