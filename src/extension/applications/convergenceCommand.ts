import * as l10n from '@vscode/l10n';
import { GrowingSubsamples } from '../../process/growingSubsamples';
import { convergenceTitle, type Convergence } from '../../report/convergence';
import { formatCount } from '../../report/format';
import type { ConvergenceTabs } from './convergenceTabs';
import type { DrawnTab } from './drawnTabs';
import { openPair, type OpenPair, type PairSources } from '../reports/openPair';
import { closingOf, withTabProgress, type TabWork } from './tabProgress';

/** "Convergence with Rows": of the pair in the panel a person is at, or of two columns of a file. */
export class ConvergenceCommand {
  constructor(
    private readonly sources: PairSources,
    private readonly tabs: ConvergenceTabs,
  ) {}

  /** Called with a pair's context menu, from the palette, or by a program with a file and the sides. */
  async execute(context: unknown, given: unknown): Promise<Convergence | undefined> {
    const pair = await openPair(this.sources, context, given, l10n.t('Convergence with rows'));
    return pair && this.run(pair);
  }

  /** Estimates on growing subsamples; the tab has each as soon as it is known, and keeps those it has when a person cancels. */
  private async run({ file, plan }: OpenPair): Promise<Convergence> {
    let tab: DrawnTab<Convergence> | undefined;
    try {
      const subsamples = new GrowingSubsamples(plan, file.profile, file.background);
      tab = this.tabs.open(subsamples.convergence);
      await withTabProgress(file, workOf(subsamples, tab));
      return subsamples.convergence;
    } finally {
      await file.background.dispose();
      await tab?.keep();
    }
  }
}

/** Shows each estimate as soon as it is known. */
function workOf(subsamples: GrowingSubsamples, tab: DrawnTab<Convergence>): TabWork {
  return {
    title: convergenceTitle(subsamples.convergence),
    closed: closingOf(tab.view),
    begin: () => {
      subsamples.begin();
    },
    receive(message) {
      subsamples.receive(message);
      if (message.type === 'finished') tab.show(subsamples.convergence);
    },
    get progress() {
      const { size, progress: share, convergence: found } = subsamples;
      if (size === undefined) return { share, words: '' };
      const most = formatCount(found.sizes.at(-1) ?? size);
      return { share, words: l10n.t('{0} of {1} rows', formatCount(size), most) };
    },
    get isDone() {
      return subsamples.size === undefined;
    },
  };
}
