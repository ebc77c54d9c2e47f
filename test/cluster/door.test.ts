import { describe, expect } from 'vitest';
import { haveOpenssl, makeCertificates } from './certificates';
import { it } from './lab';

describe.concurrent('the door of a cluster', () => {
  it('is opened by a token from the environment', async ({ lab }) => {
    const server = await lab.server(['--auth', 'open sesame']);
    const strangers = [
      lab.estimate(server.url),
      lab.estimate(server.url, [], { MINE_CLUSTER_TOKEN: 'open barley' }),
      lab.worker(server, { MINE_CLUSTER_TOKEN: 'open barley' }),
    ];
    for (const stranger of strangers) {
      expect(await stranger.ended).toBe(2);
      expect(stranger.errors).toContain('does not let us in');
    }
    const env = { MINE_CLUSTER_TOKEN: 'open sesame' };
    lab.worker(server, env);
    expect(await lab.estimate(server.url, ['--preset', 'quick'], env).ended).toBe(0);
  });

  it('is opened by a user and a password from the environment', async ({ lab }) => {
    const server = await lab.server(['--user', 'ali', '--pass', 'baba']);
    const env = { MINE_CLUSTER_USER: 'ali', MINE_CLUSTER_PASSWORD: 'baba' };
    const stranger = lab.estimate(server.url, [], { ...env, MINE_CLUSTER_PASSWORD: 'cassim' });
    expect(await stranger.ended).toBe(2);
    expect(stranger.errors).toContain('does not let us in');
    lab.worker(server, env);
    expect(await lab.estimate(server.url, ['--preset', 'quick'], env).ended).toBe(0);
  });

  it('says where there is none', async ({ lab }) => {
    const server = await lab.server();
    await server.stop();
    const run = lab.estimate(server.url);
    expect(await run.ended).toBe(2);
    expect(run.errors).toContain('No NATS server answers at');
  });

  it.skipIf(!haveOpenssl())('is checked by the authority that is named, over TLS', async ({ lab }) => {
    const folder = lab.folder();
    const [own, other] = [makeCertificates(folder, 'own'), makeCertificates(folder, 'other')];
    const secret = { MINE_CLUSTER_TOKEN: 'open sesame' };
    const encrypted = await lab.server([...own.args, '--auth', 'open sesame']);
    const at = { folder: encrypted.folder, url: encrypted.url.replace('nats:', 'tls:') };
    const strangers = [
      lab.estimate(at.url, [], { ...secret, MINE_CLUSTER_CA: other.authority }),
      lab.estimate(at.url, [], secret),
      lab.worker(at, { ...secret, MINE_CLUSTER_CA: other.authority }),
    ];
    for (const stranger of strangers) {
      expect(await stranger.ended).toBe(2);
      expect(stranger.errors).toMatch(/The server at tls:\S+ cannot be trusted \(.*certificate/);
    }
    const env = { ...secret, MINE_CLUSTER_CA: own.authority };
    lab.worker(at, env);
    expect(await lab.estimate(at.url, ['--preset', 'quick'], env).ended).toBe(0);
  });

  it('is told no secret in the clear where TLS is asked for', async ({ lab }) => {
    const server = await lab.server(['--auth', 'open sesame']);
    const run = lab.estimate(server.url.replace('nats:', 'tls:'), [], { MINE_CLUSTER_TOKEN: 'open sesame' });
    expect(await run.ended).toBe(2);
    expect(run.errors).toContain('does not speak TLS');
  });
});
