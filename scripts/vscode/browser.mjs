import { chromium } from 'playwright-core';
import { findChromium } from './chromium.mjs';

/**
 * Starts a headless Chromium that sees this machine and nothing else.
 * It ends with this process; no signal is caught here, so that the caller alone decides the order of ending.
 */
export function launchBrowser() {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No Chromium found.');
  return chromium.launch({
    executablePath,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      // The sandbox needs rights that containers and root do not give; the pages shown are our own.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
  });
}
