import * as l10n from '@vscode/l10n';
import {
  convergence,
  convergenceHtml,
  convergenceTitle,
  renderConvergence,
  type Convergence,
} from '../../report/convergence';
import type { DrawnKind, DrawnTabs } from './drawnTabs';

/** Tabs with estimates on growing subsamples. */
export const CONVERGENCE_TABS: DrawnKind<Convergence> = {
  view: 'mine.convergence',
  schema: convergence,
  title: convergenceTitle,
  html: convergenceHtml,
  figure: renderConvergence,
  command: () => l10n.t('Convergence with Rows'),
};

export type ConvergenceTabs = DrawnTabs<Convergence>;
