import { run, which } from './run.mjs';

/**
 * Whether there is a NATS server to test with; installs it where the system's package manager can be asked without a
 * question.
 */
export async function haveNatsServer() {
  if (which(['nats-server'])) return true;
  if (process.getuid?.() !== 0 || !which(['apt-get'])) return false;
  // A server that starts by itself is not wanted.
  const env = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  try {
    await run('apt-get', ['update', '-qq'], { env });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'nats-server'], { env });
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
  }
  return which(['nats-server']) !== undefined;
}
