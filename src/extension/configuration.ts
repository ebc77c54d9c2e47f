import * as vscode from 'vscode';
import { ESTIMATORS, PRESETS } from '../mine/presets';
import { ASK_ABOVE } from '../process/cost';
import { ENGINES, type Plan } from '../process/protocol';
import type { Units } from '../report/format';

/** The numbers of a plan that come from the settings. */
export type PlanSettings = Pick<Plan, 'estimator' | 'preset' | 'seed' | 'threads' | 'engine' | 'maxRows'>;

/** The one reader of the extension's settings. Values of a wrong kind fall back to the default. */
export function planSettings(resource: vscode.Uri): PlanSettings {
  const settings = vscode.workspace.getConfiguration('mine', resource);
  return {
    estimator: oneOf(settings.get('estimator'), ESTIMATORS, 'mine'),
    preset: oneOf(settings.get('preset'), PRESETS, 'standard'),
    engine: oneOf(settings.get('engine'), ENGINES, 'auto'),
    seed: whole(settings.get('seed'), 1),
    threads: whole(settings.get('threads'), 0),
    maxRows: whole(settings.get('maxRows'), 20_000),
  };
}

/** A plan of more pairs is asked about before it begins; 0: none is. */
export function askAbove(resource: vscode.Uri): number {
  return whole(vscode.workspace.getConfiguration('mine', resource).get('askAbove'), ASK_ABOVE);
}

/** MB that a background process may use; 0: a quarter of the machine's. No workspace can set it. */
export function memoryAllowed(): number {
  return whole(vscode.workspace.getConfiguration('mine').get('memory'), 0);
}

export function units(): Units {
  return oneOf(vscode.workspace.getConfiguration('mine').get('units'), ['nats', 'bits'], 'nats');
}

/** What a person chose in the panel holds in every window. */
export async function rememberUnits(chosen: Units): Promise<void> {
  await vscode.workspace.getConfiguration('mine').update('units', chosen, vscode.ConfigurationTarget.Global);
}

function oneOf<T extends string>(value: unknown, choices: readonly T[], fallback: T): T {
  return choices.find((choice) => choice === value) ?? fallback;
}

function whole(value: unknown, fallback: number): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : fallback;
}
