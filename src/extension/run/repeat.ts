import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Plan } from '../../process/protocol';
import { sideName } from '../../report/format';
import { shortened, visible } from '../../report/markup';
import type { Report } from '../../report/report';
import { variableKey, variablesOf } from '../../report/variables';
import { dataFileName } from '../files/dataFile';
import { planSettings } from '../configuration';
import { ask } from '../notices';

/** The plan that a report's run had; threads and engine are this machine's. */
export function planOf(report: Report, resource: vscode.Uri): Plan {
  const variables = variablesOf(report);
  const places = new Map(variables.map(({ columns }, place) => [variableKey(columns), place]));
  const place = (side: readonly string[]) => places.get(variableKey(side)) ?? 0;
  const { estimator, preset, seed, maxRows } = report.settings;
  return {
    ...planSettings(resource),
    variables: variables.map(({ columns }) => ({ name: sideName(columns), columns })),
    pairs: report.pairs.map(({ x, z }): [number, number] => [place(x), place(z)]),
    estimator,
    preset,
    seed,
    maxRows,
  };
}

/**
 * The plan without a variable.
 * @throws Error with a sentence where no pair is left
 */
export function planWithout(plan: Plan, columns: readonly string[]): Plan {
  const key = variableKey(columns);
  const left = plan.variables.flatMap((variable, place) =>
    variableKey(variable.columns) === key ? [] : [place],
  );
  const places = new Map(left.map((place, index) => [place, index]));
  const pairs = plan.pairs.flatMap(([x, z]): [number, number][] => {
    const [one, other] = [places.get(x), places.get(z)];
    return one === undefined || other === undefined ? [] : [[one, other]];
  });
  if (pairs.length === 0) throw new Error(l10n.t('Without {0} no pair is left.', sideName(columns)));
  return { ...plan, variables: plan.variables.filter((_, place) => places.has(place)), pairs };
}

/**
 * Asks for the data of a report that somebody else may have written: a file that it names is opened only when a person
 * says so.
 */
export async function askForDataset(report: Report, reportUri: vscode.Uri): Promise<vscode.Uri | undefined> {
  const { source } = report.dataset;
  // A name alone, of a file beside the report: no path of the report's leads anywhere else.
  const candidate = /^[^/\\]+$/.test(source) && !/^\.+$/.test(source);
  const beside = vscode.Uri.joinPath(reportUri, '..', candidate ? source : '.');
  if (candidate && (await isFile(beside))) {
    const [run, choose] = [l10n.t('Run Again'), l10n.t('Choose Another File…')];
    const choice = await ask(
      l10n.t('Estimate again with the data in {0}?', dataFileName(beside)),
      beside.scheme === 'file' ? beside.fsPath : beside.toString(true),
      run,
      choose,
    );
    if (choice === run) return beside;
    if (choice !== choose) return undefined;
  }
  const [chosen] =
    (await vscode.window.showOpenDialog({
      title: l10n.t('Where is the data of this report ({0})?', shortened(visible(source), 80)),
      openLabel: l10n.t('Estimate'),
      defaultUri: vscode.Uri.joinPath(reportUri, '..'),
    })) ?? [];
  return chosen;
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return false;
    throw error;
  }
}
