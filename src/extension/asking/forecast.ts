import * as l10n from '@vscode/l10n';
import { predict, rowsUsed } from '../../process/pace';
import type { Pace } from '../../process/protocol';
import { counted, formatForecast } from '../../report/format';
import type { PlanSettings } from '../configuration';

/** What a choice of columns or pairs will take, for the person who is choosing. */
export class Forecast {
  private pace: Pace | null = null;
  /** Until then nothing is said of the time. */
  readonly known: Promise<void>;

  constructor(
    private readonly rows: number,
    private readonly settings: PlanSettings,
    pace: Promise<Pace | null>,
  ) {
    this.known = pace.then((measured) => {
      this.pace = measured;
    });
  }

  /**
   * `15 pairs, about 4 s`
   * @param groupPairs how many of the pairs have a group of columns, which takes longer
   */
  words(pairs: number, groupPairs = 0): string {
    const { rows, settings, pace } = this;
    const work = { ...settings, rows: rowsUsed(settings, rows), columnPairs: pairs - groupPairs, groupPairs };
    if (!pace || pairs === 0) return counted(pairs, 'pair');
    const time = formatForecast(predict(pace, work).seconds);
    return l10n.t('{0}, {1}', counted(pairs, 'pair'), time);
  }
}
