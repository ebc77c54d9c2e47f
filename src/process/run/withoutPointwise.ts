import * as l10n from '@vscode/l10n';
import { isUnderWay, type PairState } from '../../report/report';

/**
 * Why the rows of a pair have no pointwise values, in a sentence; undefined while it may still get them.
 * @param status of a pair that has none
 * @param isRestored its estimate is that of an earlier run
 * @param isLetGo there were some, or could have been, but not of so many pairs
 */
export function withoutPointwise(
  status: PairState['status'],
  { isRestored, isLetGo }: { readonly isRestored: boolean; readonly isLetGo: boolean },
): string | undefined {
  if (isUnderWay({ status })) return undefined;
  if (isRestored)
    return l10n.t('What the critic of this pair said of each row is no longer kept: run again to see it.');
  if (status === 'failed') return l10n.t('The pair has no estimate.');
  if (status === 'cancelled') return l10n.t('The pair was stopped before its estimate ended.');
  return isLetGo
    ? l10n.t(
        'Of so many pairs, the values of the strongest alone are kept: run this pair by itself to see them.',
      )
    : l10n.t(
        'No critic of this pair can be trusted row by row: the estimate is a bound that all rows together certify.',
      );
}
