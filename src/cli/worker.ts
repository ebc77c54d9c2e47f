import { ClusterWorker } from '../process/cluster/clusterWorker';
import { cacheFolder } from '../process/cluster/contentsCache';
import { parse, UsageError, whole } from './arguments';
import { clusterAddress } from './clusterAddress';

/** `mine worker --url URL`: computes pairs for whoever asks the cluster, until it is interrupted. */
export async function runWorker(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    url: { type: 'string' },
    threads: { type: 'string', default: '0' },
    memory: { type: 'string', default: '0' },
    cache: { type: 'string', default: cacheFolder() },
  });
  if (positionals.length > 0)
    throw new UsageError(`A worker takes no file: ${positionals.join(', ')} is too much.`);
  if (values.url === undefined) throw new UsageError("Name the cluster's server: --url nats://HOST:4222.");
  const worker = new ClusterWorker({
    address: await clusterAddress(values.url),
    folder: __dirname,
    cache: values.cache,
    threads: whole('threads', values.threads),
    memory: whole('memory', values.memory),
    say: (line) => void process.stderr.write(`${line}\n`),
  });
  const stop = () => {
    worker.stop();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  await worker.serve();
  return 0;
}
