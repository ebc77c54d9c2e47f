import { URLSearchParams } from 'node:url';
import { resolve } from 'node:path';
import { SETTINGS } from './server.mjs';

/** @import { Page } from 'playwright-core' */
/** @import { Server } from './server.mjs' */

/**
 * Address of the workbench with the folder open.
 * @param {Server} server
 * @param {string} folder
 */
export const workbenchUrl = (server, folder) =>
  `${server.url}/?${new URLSearchParams({ folder: resolve(folder) })}`;

/**
 * The installed or built-in parts of the workbench name files of the server by the page's own host and port:
 * under any other authority an extension is silently not loaded.
 * @param {Server} server
 * @param {string} path
 */
const remoteUri = (server, path) => ({
  scheme: 'vscode-remote',
  authority: new URL(server.url).host,
  path: resolve(path),
});

/**
 * Opens the workbench on a folder, with extensions under development and a suite of tests where given.
 *
 * They are written into the configuration element of the page before the workbench reads it. The `payload` query
 * would do that too, but only on a server that also switches notifications off, which is not what people see; and a
 * page answered by the browser's request interception may not open the sockets the workbench needs.
 * @param {Page} page
 * @param {Server} server
 * @param {object} options
 * @param {string} options.folder
 * @param {readonly string[]} [options.extensions] folders of extensions under development
 * @param {string} [options.tests] module whose run() is called in the extension host
 * @param {string} [options.language] the display language, as a language pack would set it
 */
export async function openWorkbench(page, server, { folder, extensions = [], tests, language }) {
  if (language)
    await page.addInitScript((/** @type {string} */ chosen) => {
      Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: chosen });
    }, language);
  const developmentOptions = {
    extensions: extensions.map((path) => remoteUri(server, path)),
    ...(tests && { extensionTestsPath: remoteUri(server, tests) }),
  };
  await openConfigured(
    page,
    workbenchUrl(server, folder),
    extensions.length > 0 ? { developmentOptions } : {},
  );
}

/**
 * Opens the workbench as a web site has it, with no machine to connect to: all extensions run in the browser.
 * @param {Page} page
 * @param {string} site address of a site with the server's page on it
 * @param {object} options
 * @param {string} options.folder URI of the folder to open
 * @param {readonly string[]} options.extensions paths of extensions on the site
 * @param {Record<string, unknown>} options.settings
 */
export async function openWebWorkbench(page, site, { folder, extensions, settings }) {
  const { host, protocol } = new URL(site);
  const scheme = protocol.replace(':', '');
  await openConfigured(page, `${site}/?${new URLSearchParams({ folder })}`, {
    configurationDefaults: { ...SETTINGS, ...settings },
    developmentOptions: { extensions: extensions.map((path) => ({ scheme, authority: host, path })) },
  });
}

/**
 * @param {Page} page
 * @param {string} url
 * @param {Record<string, object>} changes of the workbench's configuration
 */
async function openConfigured(page, url, changes) {
  let configured = Object.keys(changes).length === 0;
  if (!configured) {
    await page.exposeFunction('mineConfigured', () => {
      configured = true;
    });
    await page.addInitScript(configureInPage, changes);
  }
  await page.goto(url);
  if (!configured) throw new Error('The workbench page has no configuration element of the known name.');
}

/**
 * Runs in the page.
 * @param {Record<string, object>} changes
 */
function configureInPage(changes) {
  /** @type {any} */
  const window = globalThis;
  if (window !== window.top) return;
  const { document } = window;
  document.addEventListener('readystatechange', () => {
    const element = document.getElementById('vscode-workbench-web-configuration');
    if (document.readyState !== 'interactive' || !element) return;
    const configuration = JSON.parse(element.getAttribute('data-settings'));
    for (const [name, value] of Object.entries(changes))
      configuration[name] = { ...configuration[name], ...value };
    element.setAttribute('data-settings', JSON.stringify(configuration));
    window.mineConfigured();
  });
}
