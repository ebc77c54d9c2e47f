import type { Application, Profile } from '../process/protocol';
import { BOUNDS_FORMATS, boundsProgress, renderBounds } from '../report/bounds';
import { applyToFile } from './application';
import { oneOf, parseEstimate, UsageError } from './arguments';
import { INTERRUPTED } from './interruption';
import { checkOut, writeResult } from './output';

/** `mine bounds FILE --x NAME --z NAME`: the bounds of MINE and MINE-f of one pair, side by side. */
export async function runBounds(args: string[]): Promise<number> {
  const { file, dataset, plan, format: asked, units, out } = parseEstimate(args);
  const format = oneOf('format', asked, BOUNDS_FORMATS);
  await checkOut(out);
  const application = (profile: Profile): Application => {
    const { variables, pairs, preset, seed, engine, maxRows } = plan(profile);
    const [[i, j] = [0, 0], ...others] = pairs;
    const [x, z] = [variables[i], variables[j]];
    if (others.length > 0 || !x || !z)
      throw new UsageError('The bounds are of one pair: --x and --z name its sides, or --pair both.');
    return { kind: 'bounds', x: x.columns, z: z.columns, preset, seed, engine, maxRows };
  };
  const { result, cancelled } = await applyToFile(
    file,
    dataset,
    application,
    'mine-bounds/1',
    boundsProgress,
  );
  await writeResult(out, renderBounds(result, format, units));
  return cancelled ? INTERRUPTED : 0;
}
