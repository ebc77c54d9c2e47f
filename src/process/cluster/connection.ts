import { checkServerIdentity, type ConnectionOptions as TlsConnection } from 'node:tls';
import {
  connect,
  credsAuthenticator,
  type ConnectionOptions,
  type NatsConnection,
} from '@nats-io/transport-node';
import { jetstream, jetstreamManager, type JetStreamClient, type JetStreamManager } from '@nats-io/jetstream';
import { Objm, type ObjectStore } from '@nats-io/obj';
import * as l10n from '@vscode/l10n';
import type { ClusterAddress } from '../protocol';
import { COLUMNS, COLUMNS_KEPT_MS, ensureStreams } from './streams';
import { reasonOf } from '../../dataset/reasonOf';

export interface Cluster {
  readonly url: string;
  readonly connection: NatsConnection;
  readonly streams: JetStreamClient;
  readonly administration: JetStreamManager;
  readonly objects: ObjectStore;
  /** Whether the connection stands; one that is lost is made again. */
  isConnected(): boolean;
}

/** A cluster that cannot be had, in a sentence for people. */
export class ClusterError extends Error {
  override readonly name = 'ClusterError';
}

/**
 * Connects to the server, and makes what is missing on it. A connection that is lost is made again for ever.
 * @throws ClusterError
 */
export async function connectCluster(address: ClusterAddress): Promise<Cluster> {
  const { url } = address;
  const connection = await open(address);
  const isConnected = watch(connection);
  try {
    const administration = await jetstreamManager(connection);
    await ensureStreams(administration);
    const objects = await new Objm(connection).create(COLUMNS, { ttl: COLUMNS_KEPT_MS * 1e6 });
    return { url, connection, streams: jetstream(connection), administration, objects, isConnected };
  } catch (error) {
    await connection.close();
    throw new ClusterError(
      l10n.t(
        'The server at {0} keeps no streams ({1}): start it with JetStream, "nats-server -js".',
        url,
        reasonOf(error),
      ),
    );
  }
}

/** Why the address cannot be used, in a sentence; null where it can. */
export function checkUrl(url: string): string | null {
  for (const one of url.split(',')) {
    const parsed = URL.canParse(one.trim()) ? new URL(one.trim()) : null;
    if (!parsed || !['nats:', 'tls:'].includes(parsed.protocol) || parsed.hostname === '')
      return l10n.t('The cluster\'s address is nats://HOST:PORT or tls://HOST:PORT, not "{0}".', one.trim());
    if (parsed.username !== '' || parsed.password !== '')
      return l10n.t(
        "The cluster's address holds a password that others can read there: leave it out and give it as a secret.",
      );
  }
  return null;
}

async function open(address: ClusterAddress): Promise<NatsConnection> {
  const problem = checkUrl(address.url);
  if (problem !== null) throw new ClusterError(problem);
  try {
    return await connect(options(address));
  } catch (error) {
    throw new ClusterError(refusal(address.url, error));
  }
}

function watch(connection: NatsConnection): () => boolean {
  let connected = true;
  void (async () => {
    for await (const { type } of connection.status()) {
      if (type === 'disconnect') connected = false;
      else if (type === 'reconnect') connected = true;
    }
  })();
  return () => connected;
}

function options({ url, credentials, authority }: ClusterAddress): ConnectionOptions {
  const servers = url.split(',').map((one) => one.trim());
  return {
    servers,
    name: 'mine',
    timeout: 5000,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 500,
    // A cut network says nothing: two pings without an answer tell it.
    pingInterval: 5000,
    maxPingOut: 2,
    ...((authority !== undefined || servers.some((server) => server.startsWith('tls:'))) && {
      tls: tlsOptions(servers, authority),
    }),
    ...authentication(credentials),
  };
}

function tlsOptions(servers: readonly string[], authority: string | undefined) {
  const hosts = servers.map((server) => new URL(server).hostname);
  return {
    ...(authority !== undefined && { ca: authority }),
    // The client has no name to check where the address is a number.
    checkServerIdentity: (_name, certificate) => {
      const problems = hosts.map((host) => checkServerIdentity(host, certificate));
      return problems.includes(undefined) ? undefined : problems[0];
    },
  } satisfies TlsConnection;
}

function authentication(credentials: ClusterAddress['credentials']): ConnectionOptions {
  if (!credentials) return {};
  switch (credentials.kind) {
    case 'token':
      return { token: credentials.token };
    case 'password':
      return { user: credentials.user, pass: credentials.password };
    case 'creds':
      return { authenticator: credsAuthenticator(new TextEncoder().encode(credentials.text)) };
  }
}

function refusal(url: string, error: unknown): string {
  const reason = reasonOf(error);
  if (/authorization|authentication|credential/i.test(reason))
    return l10n.t(
      'The server at {0} does not let us in: its credentials are missing or wrong ({1}).',
      url,
      reason,
    );
  if (/certificate|altname/i.test(reason))
    return l10n.t(
      'The server at {0} cannot be trusted ({1}): its certificate must be made out to its address, by an authority that this machine knows or that is named (MINE_CLUSTER_CA, mine.cluster.authority).',
      url,
      reason,
    );
  if (/does not support 'tls'/i.test(reason))
    return l10n.t('The server at {0} does not speak TLS, and is told nothing.', url);
  return l10n.t('No NATS server answers at {0} ({1}): is it started there, "nats-server -js"?', url, reason);
}
