import { expect } from 'vitest';
import type { Plan } from '../../src/process/protocol';
import type { Report } from '../../src/report/report';
import { converse, penguins, plan } from '../unit/process/conversation';
import { it } from './lab';

const chosen = plan(['Beak Length (mm)', 'Beak Depth (mm)', 'Body Mass (g)']);
const longer: Plan = { ...chosen, more: [{ pair: 1, preset: 'standard', times: 1 }] };

const timeless = ({ pairs }: Report) => pairs.map((pair) => ({ ...pair, seconds: 0 }));

/** A run and then more training of a pair of it, as a panel asks for them: here, or on the cluster at this address. */
async function trainedLonger(url?: string) {
  const talk = converse();
  talk.open(penguins);
  await talk.message('profile');
  const cluster = url === undefined ? undefined : { url };
  const ended = async () => {
    await talk.until(() => talk.heard.some(({ type }) => type === 'finished' || type === 'refused'));
    return (await talk.message('finished')).report;
  };
  talk.process.send({ type: 'estimate', plan: chosen, cluster });
  const first = await ended();
  talk.heard.length = 0;
  const finished = first.pairs.map((pair, index) => ({ index, pair }));
  talk.process.send({ type: 'estimate', plan: longer, finished, cluster });
  const second = await ended();
  const started = await talk.message('started');
  talk.process.send({ type: 'points', index: 0 });
  const untouched = (await talk.message('points')).points?.pointwise;
  return { first, second, started, untouched };
}

it('trains a pair longer on the workers, with the numbers that it gets here', async ({ lab }) => {
  const server = await lab.server();
  const worker = lab.worker(server);
  const [there, here] = [await trainedLonger(server.url), await trainedLonger()];
  expect(timeless(there.second)).toEqual(timeless(here.second));
  expect(there.second.pairs[1]?.more).toEqual({ preset: 'standard', times: 1 });
  expect(worker.errors).toMatch(/1 pairs \(finish\)/);
  // What was known of it stands until then, and what the others' critics say of the rows is still known.
  expect(there.started.pairs.map(({ status, mi }) => [status, mi])).toEqual([
    ['converged', there.first.pairs[0]?.mi],
    ['waiting', there.first.pairs[1]?.mi],
    ['converged', there.first.pairs[2]?.mi],
  ]);
  expect(there.untouched).toEqual(here.untouched);
  expect(there.untouched).not.toBeNull();
});
