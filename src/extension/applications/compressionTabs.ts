import * as l10n from '@vscode/l10n';
import { compression, type Compression } from '../../report/compression';
import { compressionHtml, renderCompression } from '../../report/compressionRenderings';
import { compressionTitle } from '../../report/compressionWords';
import type { DrawnKind } from './drawnTabs';

/** Tabs with encodings of columns that keep what they tell of a target. */
export const COMPRESSION_TABS: DrawnKind<Compression> = {
  view: 'mine.compression',
  schema: compression,
  title: compressionTitle,
  html: compressionHtml,
  figure: renderCompression,
  command: () => l10n.t('Compress Columns for a Target'),
};
