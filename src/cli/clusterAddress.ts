import { readFile } from 'node:fs/promises';
import type { ClusterAddress } from '../process/protocol';
import { UsageError } from './arguments';

/**
 * The cluster's server with what lets us in, which stands in the environment: an address is seen by everybody on the machine.
 * @throws UsageError where a file that is named there cannot be read
 */
export async function clusterAddress(
  url: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<ClusterAddress> {
  const creds = await fileOf('MINE_CLUSTER_CREDS', env);
  const authority = await fileOf('MINE_CLUSTER_CA', env);
  const { MINE_CLUSTER_TOKEN: token, MINE_CLUSTER_USER: user, MINE_CLUSTER_PASSWORD: password } = env;
  const credentials: ClusterAddress['credentials'] =
    creds !== undefined
      ? { kind: 'creds', text: creds }
      : user !== undefined
        ? { kind: 'password', user, password: password ?? '' }
        : token !== undefined
          ? { kind: 'token', token }
          : undefined;
  return { url, ...(credentials && { credentials }), ...(authority !== undefined && { authority }) };
}

async function fileOf(variable: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const path = env[variable];
  if (path === undefined) return undefined;
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${variable} names ${path}, which cannot be read: ${String(error)}`, {
      cause: error,
    });
  }
}
