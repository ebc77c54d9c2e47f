import { isTooLarge } from '../../process/cost';
import { suggestedColumns, withoutPairsOfOneColumn } from '../../process/run/plan';
import type { Plan } from '../../process/protocol';
import { askCost } from './askCost';
import { chooseColumnReading } from './chooseColumnReading';
import { chooseColumns } from './chooseColumns';
import { choosePairs } from './choosePairs';
import { chooseReading } from './chooseReading';
import { askAbove, planSettings } from '../configuration';
import { Forecast } from './forecast';
import { showInformation } from '../notices';
import type { Preparation } from '../files/preparation';
import { ticksAfter } from './ticks';

/**
 * Lets a person choose how the file is read, the columns and the pairs, and asks again where that would take long.
 * Undefined where they escape.
 */
export async function choosePlan(preparation: Preparation): Promise<Plan | undefined> {
  const { uri } = preparation.file;
  const settings = planSettings(uri);
  let names: readonly string[] = suggestedColumns(preparation.file.profile);
  let active: string | undefined;
  for (;;) {
    const { profile, reading, pace } = preparation.file;
    const forecast = new Forecast(profile.rows, settings, pace);
    const step = await chooseColumns(profile, reading, new Set(names), forecast, active);
    if (!step) return undefined;
    names = step.names;
    if (step.next !== 'pairs') {
      active = step.next === 'column' ? step.column.name : undefined;
      await (step.next === 'column'
        ? chooseColumnReading(preparation, step.column)
        : chooseReading(preparation));
      names = ticksAfter(profile, preparation.file.profile, names);
      continue;
    }
    const choice = await choosePairs(names, forecast);
    if (!choice) return undefined;
    const { plan, leftOut } = withoutPairsOfOneColumn({ ...choice, ...settings }, profile.columns);
    if (leftOut !== null) void showInformation(leftOut);
    if (!isTooLarge(plan, askAbove(uri))) return plan;
    const answer = await askCost(plan, profile.rows, await pace);
    if (answer !== 'changeColumns') return answer && withoutPairsOfOneColumn(answer, profile.columns).plan;
  }
}
