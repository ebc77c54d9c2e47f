import * as l10n from '@vscode/l10n';
import {
  bounds,
  boundsHtml,
  boundsProgress,
  boundsTitle,
  renderBounds,
  type Bounds,
} from '../../report/bounds';
import type { DrawnKind, DrawnTabs } from './drawnTabs';
import { openPair, type PairSources } from '../reports/openPair';
import { runApplication, type ApplicationFront } from './runApplication';

/** Tabs with the bounds of MINE and MINE-f of a pair. */
export const BOUNDS_TABS: DrawnKind<Bounds> = {
  view: 'mine.bounds',
  schema: bounds,
  title: boundsTitle,
  html: boundsHtml,
  figure: renderBounds,
  command: () => l10n.t('MINE and MINE-f Side by Side'),
};

/** "MINE and MINE-f Side by Side": of the pair in the panel a person is at, or of two columns of a file. */
export class BoundsCommand {
  private readonly front: ApplicationFront<Bounds>;

  constructor(
    private readonly sources: PairSources,
    tabs: DrawnTabs<Bounds>,
  ) {
    this.front = {
      tabs,
      own: (result) => (result.schema === 'mine-bounds/1' ? result : null),
      words: boundsProgress,
      isNews: (before, now) => before.points.length !== now.points.length,
    };
  }

  /** Called with a pair's context menu, from the palette, or by a program with a file and the sides. */
  async execute(context: unknown, given: unknown): Promise<Bounds | undefined> {
    const pair = await openPair(this.sources, context, given, l10n.t('MINE and MINE-f side by side'));
    if (!pair) return undefined;
    const { variables, preset, seed, engine, maxRows } = pair.plan;
    const [x = [], z = []] = variables.map(({ columns }) => columns);
    const application = { kind: 'bounds', x, z, preset, seed, engine, maxRows } as const;
    return runApplication(pair.file, application, boundsTitle({ x, z }), this.front);
  }
}
