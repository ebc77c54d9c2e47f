import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { haveNatsServer } from '../../scripts/natsServer.mjs';
import { haveOpenssl, makeCertificates } from '../cluster/certificates';
import { Server, worker, type Command } from '../cluster/server';
import { Workbench } from './workbench';

const HAVE_SERVER = await haveNatsServer();
const HAVE_TLS = haveOpenssl();
if (!HAVE_SERVER) console.log('nats-server is not present: a panel over a cluster is not tried.');

describe.skipIf(!HAVE_SERVER)('the panel of a run on a cluster', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mine-authority-'));
  const own = HAVE_TLS ? makeCertificates(folder, 'own') : null;
  /** The file that the setting names. */
  const authority = join(folder, 'authority.pem');
  const secret = {
    MINE_CLUSTER_TOKEN: 'open sesame',
    ...(own && { MINE_CLUSTER_CA: own.authority }),
  };
  const workers: Command[] = [];
  let server: Server;
  let workbench: Workbench;

  beforeAll(async () => {
    if (own) copyFileSync(makeCertificates(folder, 'other').authority, authority);
    server = await Server.start([...(own?.args ?? []), '--auth', secret.MINE_CLUSTER_TOKEN]);
    workbench = await Workbench.open(
      'development',
      {},
      {},
      {
        machineSettings: {
          'mine.cluster.url': url(),
          ...(own && { 'mine.cluster.authority': authority }),
        },
      },
    );
  });
  afterAll(async () => {
    await workbench.close();
    for (const one of workers) one.kill('SIGKILL');
    await server.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  const url = () => (own ? server.url.replace('nats:', 'tls:') : server.url);
  const joins = () => {
    const one = worker({ folder: server.folder, url: url() }, secret);
    workers.push(one);
    return one;
  };
  const says = (words: RegExp, timeout = 60_000) =>
    expect
      .poll(() => workbench.panel.locator('.run-sentence').innerText({ timeout: 5000 }), {
        timeout,
        interval: 100,
      })
      .toMatch(words);

  it('trusts the authority that the setting names alone, and is let in by the token that a command keeps', async () => {
    await workbench.chooseFromContextMenu(workbench.file('penguins.json'), 'Estimate Mutual Information');
    for (const words of [/Flipper Length/, /all pairs/i]) {
      await workbench.expectQuickPick(words);
      await workbench.page.keyboard.press('Enter');
    }
    const retry = workbench.panel.getByRole('button', { name: 'Retry', exact: true });
    if (own) {
      await says(/^The server at tls:.* cannot be trusted \(.*certificate/);
      copyFileSync(own.authority, authority);
      await retry.click();
    }
    await says(/^The server at .* does not let us in/);
    await workbench.runFromPalette("MINE: Set the Cluster's Token or Password");
    await workbench.picks(/^Token$/).click();
    await workbench.page.locator('.quick-input-widget input[type=password]').fill('open sesame');
    await workbench.page.keyboard.press('Enter');
    await retry.click();
    await says(/^No worker has joined at .* yet/);
  });

  it('is live, says that the last worker has left, and goes on with the next', async () => {
    const first = joins();
    await says(/^Training: \d+ of 21 pairs/);
    first.kill('SIGTERM');
    await says(/^No worker is joined at .* any more/);
    joins();
    await says(/^Training: \d+ of 21 pairs/);
    await says(/^Finished: 21 pairs/, 120_000);
    const names = await workbench.panel
      .getByRole('gridcell')
      .filter({ visible: true })
      .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('aria-label') ?? ''));
    expect(names.filter((name) => /: \d\.\d+ nats/.test(name)).length).toBeGreaterThanOrEqual(21);
    expect(workbench.complaints).toEqual([]);
  });
});
