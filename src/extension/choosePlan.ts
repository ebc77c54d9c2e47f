import type * as vscode from 'vscode';
import { isTooLarge } from '../process/cost';
import { singleColumns, suggestedColumns } from '../process/plan';
import type { Plan } from '../process/protocol';
import { askCost } from './askCost';
import type { OpenDataset } from './background';
import { chooseColumns } from './chooseColumns';
import { choosePairs } from './choosePairs';
import { askAbove, planSettings } from './configuration';
import { Forecast } from './forecast';

/** Lets a person choose columns and pairs, and asks again where that would take long. Undefined where they escape. */
export async function choosePlan(uri: vscode.Uri, { profile, pace }: OpenDataset): Promise<Plan | undefined> {
  const settings = planSettings(uri);
  const forecast = new Forecast(profile.rows, settings, pace);
  let names: readonly string[] | undefined = suggestedColumns(profile);
  for (;;) {
    names = await chooseColumns(profile, new Set(names), forecast);
    const pairs = names && (await choosePairs(names, forecast));
    if (!names || !pairs) return undefined;
    const plan = { variables: singleColumns(names), pairs, ...settings };
    if (!isTooLarge(plan, askAbove(uri))) return plan;
    const answer = await askCost(plan, profile.rows, await pace);
    if (answer !== 'changeColumns') return answer;
  }
}
