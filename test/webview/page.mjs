/* global Buffer */
/** The panel's page without an editor around it, for screenshots and for measurements. */
import { build } from 'esbuild';
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { themes } from './themes.mjs';

async function bundle() {
  const options = { bundle: true, write: false, logLevel: 'warning', outdir: 'out' };
  const page = await build({
    ...options,
    platform: 'browser',
    target: 'chrome130',
    format: 'iife',
    entryPoints: { panel: 'webview/panel.ts' },
  });
  const html = await build({ ...options, format: 'esm', entryPoints: ['src/extension/panel/panelHtml.ts'] });
  const files = Object.fromEntries(page.outputFiles.map((file) => [file.path.split('/').at(-1), file.text]));
  const source = Buffer.from(html.outputFiles[0].text).toString('base64');
  const { panelHtml } = await import(`data:text/javascript;base64,${source}`);
  const made = await build({
    ...options,
    format: 'iife',
    globalName: 'madeUp',
    entryPoints: ['test/webview/runs.mjs'],
  });
  return { files, panelHtml, madeUp: made.outputFiles[0].text };
}

/** What VS Code does before the page's own script runs: the API, the theme's variables, its body class. */
function stub(theme, saved) {
  const { kind, variables } = themes[theme];
  return `
    window.posted = []; window.violations = [];
    addEventListener('securitypolicyviolation', (event) =>
      violations.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));
    let kept = ${saved ?? 'undefined'};
    window.kept = () => kept;
    window.acquireVsCodeApi = () => ({
      postMessage: (message) => posted.push(message), getState: () => kept, setState: (state) => { kept = state; } });
    window.setTheme = (kind, variables) => {
      document.documentElement.removeAttribute('style');
      for (const [key, value] of Object.entries(variables))
        document.documentElement.style.setProperty('--vscode-' + key, value);
      document.body.className = kind; document.body.dataset.vscodeThemeKind = kind.split(' ')[0];
    };
    setTheme(${JSON.stringify(kind)}, ${JSON.stringify(variables)});`;
}

/** What the extension tells the page of VS Code's display language. */
function spoken(language) {
  if (language === null) return { language: 'en' };
  const texts = JSON.parse(readFileSync(`l10n/bundle.l10n.${language}.json`, 'utf8'));
  return { language, texts };
}

async function serve({ files, panelHtml }) {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://127.0.0.1');
    const file = files[pathname.slice(1)];
    const types = { js: 'text/javascript', css: 'text/css' };
    if (file !== undefined) {
      response.writeHead(200, { 'content-type': types[pathname.split('.').at(-1)] });
      response.end(file);
      return;
    }
    if (pathname !== '/') {
      response.writeHead(404).end();
      return;
    }
    const nonce = 'dGVzdA';
    const page = panelHtml({
      nonce,
      cspSource: "'self'",
      script: '/panel.js',
      style: '/panel.css',
      title: 'Mutual information',
      ...spoken(searchParams.get('language')),
    });
    const before = `<script nonce="${nonce}">${stub(searchParams.get('theme'), searchParams.get('saved'))}</script>`;
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(page.replace('<main', () => `${before}<main`));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return server;
}

/** The page at an address, and the browser that opens it. `madeUp`: script that makes the runs of runs.mjs in the page. */
export async function openHarness() {
  const bundled = await bundle();
  const server = await serve(bundled);
  const browser = await chromium.launch(launch);
  return {
    browser,
    url: `http://127.0.0.1:${server.address().port}`,
    madeUp: bundled.madeUp.concat('window.madeUp = madeUp;'),
    async close() {
      await browser.close();
      server.close();
    },
  };
}

const launch = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-dev-shm-usage',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  ],
};
