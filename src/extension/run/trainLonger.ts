import * as l10n from '@vscode/l10n';
import type { Plan } from '../../process/protocol';
import { nextTraining } from '../../report/moreTraining';
import type { Report } from '../../report/report';
import { variableKey } from '../../report/variables';
import { ask } from '../notices';
import type { OpenFile } from '../files/openFile';

/**
 * The plan that trains pairs of a report longer.
 * @param plan of the report's run
 * @param asked places of the pairs in the report; null: all
 * @throws Error with a sentence where none can be trained longer
 */
export function longerPlan(plan: Plan, report: Report, asked: readonly number[] | null): Plan {
  const places = new Map(plan.variables.map(({ columns }, place) => [variableKey(columns), place]));
  const place = (columns: readonly string[]) => places.get(variableKey(columns)) ?? 0;
  const more = (asked ?? [...report.pairs.keys()]).flatMap((pair) => {
    const state = report.pairs[pair];
    const training = state && nextTraining(state, report.settings.preset);
    return training ? [{ pair, ...training }] : [];
  });
  if (more.length === 0)
    throw new Error(
      asked?.length === 1
        ? l10n.t('This pair failed, or has been trained as long as is of use.')
        : l10n.t('Every pair failed, or has been trained as long as is of use.'),
    );
  // Only the strongest may have been reported: the pairs of the plan are those of the report.
  const pairs = report.pairs.map(({ x, z }): [number, number] => [place(x), place(z)]);
  return { ...plan, strongest: 0, pairs, more };
}

/**
 * Whether a file that was opened again holds what the report's run read; where not, a person is told and may run everything
 * again on what it holds now.
 */
export async function isAsReported(file: OpenFile, report: Report): Promise<'same' | 'runAgain' | 'leave'> {
  if (file.profile.sha256 === report.dataset.sha256) return 'same';
  const runAgain = l10n.t('Run Again');
  const answer = await ask(
    l10n.t('{0} has changed since this run read it.', file.profile.source),
    l10n.t(
      'Longer training would mix estimates of different data. Every pair can be estimated again on the data as they are now; the estimates shown are replaced.',
    ),
    runAgain,
  );
  return answer === runAgain ? 'runAgain' : 'leave';
}
