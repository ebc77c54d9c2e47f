import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { ESTIMATORS, PRESETS, type Estimator, type Preset } from '../../mine/presets';
import { ENGINES, type Plan } from '../../process/protocol';
import { formatCount, type Units } from '../../report/format';
import { rememberUnits, units, type PlanSettings } from '../configuration';
import { asLabel } from '../notices';

type Setting = keyof PlanSettings | 'units';
type Step = Setting | 'run' | 'defaults';
interface Line extends vscode.QuickPickItem {
  readonly step?: Step;
}

/**
 * Lets a person change the numbers of a run for the next run of its file, with those it had in view. Nothing of it is kept
 * beyond that; the units, which are of the panel, are kept as when they are chosen there.
 * @returns undefined where they escape, or go on to the settings that hold for every run
 */
export async function chooseSettings(source: string, plan: Plan): Promise<PlanSettings | undefined> {
  const { estimator, preset, seed, threads, engine, maxRows } = plan;
  let chosen: PlanSettings = { estimator, preset, seed, threads, engine, maxRows };
  let active: Setting | undefined;
  for (;;) {
    const step = await chooseStep(source, chosen, active);
    switch (step) {
      case undefined:
        return undefined;
      case 'run':
        return chosen;
      case 'defaults':
        await vscode.commands.executeCommand('workbench.action.openSettings', '@ext:mine.mutual-information');
        return undefined;
      case 'units':
        await chooseUnits();
        break;
      case 'estimator':
        chosen = {
          ...chosen,
          estimator: (await one(ESTIMATORS, estimatorWords, chosen.estimator)) ?? chosen.estimator,
        };
        break;
      case 'preset':
        chosen = { ...chosen, preset: (await one(PRESETS, presetWords, chosen.preset)) ?? chosen.preset };
        break;
      case 'engine':
        chosen = { ...chosen, engine: (await one(ENGINES, engineWords, chosen.engine)) ?? chosen.engine };
        break;
      case 'seed':
      case 'threads':
      case 'maxRows':
        chosen = { ...chosen, [step]: (await wholeNumber(step, chosen[step])) ?? chosen[step] };
        break;
    }
    active = step;
  }
}

async function chooseStep(
  source: string,
  chosen: PlanSettings,
  active: Setting | undefined,
): Promise<Step | undefined> {
  const line = (step: Setting, label: string, value: string): Line => ({
    label,
    description: value,
    detail: explanation(step),
    step,
  });
  const lines: Line[] = [
    { label: l10n.t('$(play) Run again with these settings'), step: 'run' },
    { label: l10n.t('for the next run of this file'), kind: vscode.QuickPickItemKind.Separator },
    line('preset', l10n.t('Preset'), chosen.preset),
    line('estimator', l10n.t('Estimator'), chosen.estimator),
    line('seed', l10n.t('Seed'), String(chosen.seed)),
    line(
      'maxRows',
      l10n.t('Rows at most'),
      chosen.maxRows === 0 ? l10n.t('all') : formatCount(chosen.maxRows),
    ),
    line(
      'threads',
      l10n.t('Threads'),
      chosen.threads === 0 ? l10n.t('all cores but one') : String(chosen.threads),
    ),
    line('engine', l10n.t('Engine'), chosen.engine),
    { label: l10n.t('for every panel'), kind: vscode.QuickPickItemKind.Separator },
    line('units', l10n.t('Units'), units()),
    {
      label: l10n.t('$(settings-gear) Open Settings'),
      detail: l10n.t('What every new run begins with.'),
      step: 'defaults',
    },
  ];
  const picked = await pick(lines, {
    title: l10n.t('{0}: settings of the next run', asLabel(source)),
    active: lines.find(({ step }) => step === (active ?? 'run')),
  });
  return picked?.step;
}

/** What a setting does, in a line. */
function explanation(setting: Setting): string {
  switch (setting) {
    case 'preset':
      return l10n.t('How much training each pair of columns gets.');
    case 'estimator':
      return l10n.t('The lower bound of mutual information that is maximised.');
    case 'seed':
      return l10n.t(
        'The same file, settings and seed give the same numbers; another seed shows how far they depend on chance.',
      );
    case 'maxRows':
      return l10n.t('A uniform sample of so many rows is used, drawn with the seed.');
    case 'threads':
      return l10n.t('How many pairs are trained at the same time; the estimates do not depend on it.');
    case 'engine':
      return l10n.t('What computes the critics.');
    case 'units':
      return l10n.t('In which mutual information is shown; nothing has to run again for it.');
  }
}

function presetWords(preset: Preset): string {
  switch (preset) {
    case 'quick':
      return l10n.t('A first look: the instant critic, with hardly any training.');
    case 'standard':
      return l10n.t('Pairs that the instant critic leaves open are trained.');
    case 'thorough':
      return l10n.t('Every pair is trained, with more critics and folds.');
    case 'paper':
      return l10n.t('The algorithm of Belghazi et al. (2018) to the letter. To compare, not to decide by.');
  }
}

function estimatorWords(estimator: Estimator): string {
  switch (estimator) {
    case 'mine':
      return l10n.t('Donsker-Varadhan bound with the bias-corrected gradient.');
    case 'mine-f':
      return l10n.t('f-divergence bound: never tighter, but its minibatch gradient has no bias.');
  }
}

function engineWords(engine: Plan['engine']): string {
  switch (engine) {
    case 'auto':
      return l10n.t('The fastest there is: the kernel.');
    case 'kernel':
      return l10n.t('The extension’s own WebAssembly, made for these critics.');
    case 'wasm':
      return l10n.t('TensorFlow.js on WebAssembly.');
    case 'tensorflow':
      return l10n.t('@tensorflow/tfjs-node, where it is installed beside the extension.');
  }
}

async function one<T extends string>(
  values: readonly T[],
  words: (value: T) => string,
  current: T,
): Promise<T | undefined> {
  const lines = values.map((value) => ({ label: value, detail: words(value), value }));
  const picked = await pick(lines, { active: lines.find(({ value }) => value === current) });
  return picked?.value;
}

async function chooseUnits(): Promise<void> {
  const words: Record<Units, string> = {
    nats: l10n.t('With the natural logarithm.'),
    bits: l10n.t('With the logarithm to base 2: 1 nat = 1.44 bits.'),
  };
  const chosen = await one(['nats', 'bits'], (value) => words[value], units());
  if (chosen) await rememberUnits(chosen);
}

async function wholeNumber(setting: Setting, value: number): Promise<number | undefined> {
  const text = await vscode.window.showInputBox({
    title: explanation(setting),
    prompt:
      setting === 'maxRows'
        ? l10n.t('A whole number; 0 uses all rows.')
        : setting === 'threads'
          ? l10n.t('A whole number; 0 takes all cores but one.')
          : l10n.t('A whole number.'),
    value: String(value),
    ignoreFocusOut: true,
    validateInput: (typed) => (isWhole(typed) ? undefined : l10n.t('A whole number of 0 or more is needed.')),
  });
  return text === undefined ? undefined : Number(text);
}

function isWhole(text: string): boolean {
  return /^\s*\d+\s*$/.test(text) && Number.isSafeInteger(Number(text));
}

/** A quick pick whose focus is on a line of one's choice. */
function pick<T extends vscode.QuickPickItem>(
  items: readonly T[],
  { title, active }: { readonly title?: string; readonly active: T | undefined },
): Promise<T | undefined> {
  const quickPick = vscode.window.createQuickPick<T>();
  quickPick.title = title;
  quickPick.items = items;
  quickPick.ignoreFocusOut = true;
  if (active) quickPick.activeItems = [active];
  return new Promise<T | undefined>((resolve) => {
    quickPick.onDidAccept(() => {
      resolve(quickPick.activeItems[0]);
    });
    quickPick.onDidHide(() => {
      resolve(undefined);
    });
    quickPick.show();
  }).finally(() => {
    quickPick.dispose();
  });
}
