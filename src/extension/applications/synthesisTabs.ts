import * as l10n from '@vscode/l10n';
import { synthesis, type Synthesis } from '../../report/synthesis';
import { renderSynthesis, synthesisHtml, synthesisTitle } from '../../report/synthesisRenderings';
import type { DrawnKind } from './drawnTabs';

/** Tabs with rows that were made, and how they compare with the real ones. */
export const SYNTHESIS_TABS: DrawnKind<Synthesis> = {
  view: 'mine.synthesis',
  schema: synthesis,
  title: synthesisTitle,
  html: synthesisHtml,
  figure: renderSynthesis,
  command: () => l10n.t('Synthesize Rows'),
};
