import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { ENCODINGS } from '../../dataset/options';
import { visible } from '../../report/markup';
import { AS_INFERRED, isAsInferred, type FileReading } from '../files/fileReading';
import { asLabel } from '../notices';
import type { Preparation } from '../files/preparation';
import {
  commentWords,
  decimalWords,
  delimiterWords,
  ENCODING_WORDS,
  headerWords,
  settingsInWords,
  USUAL_DELIMITERS,
  type Setting,
} from './readingWords';

interface ReadingItem extends vscode.QuickPickItem {
  readonly action?: Setting | 'reset' | 'back';
}

/** Shows how the file was read, and reads it another way as often as a person says so. */
export async function chooseReading(preparation: Preparation): Promise<void> {
  for (;;) {
    const { profile, reading } = preparation.file;
    const item = await vscode.window.showQuickPick(readingItems(preparation), {
      title: visible(l10n.t('How {0} was read', profile.source)),
      placeHolder: l10n.t('Choose what to read another way; what you choose is remembered for this file'),
      ignoreFocusOut: true,
    });
    if (!item?.action || item.action === 'back') return;
    const next = item.action === 'reset' ? AS_INFERRED : await chooseValue(item.action, preparation);
    if (next && next !== reading) await preparation.readAs(next);
  }
}

function readingItems({ file: { profile, reading } }: Preparation): ReadingItem[] {
  const { format, reading: read } = profile;
  const decided = (reading.columns?.size ?? 0) + (reading.derive?.length ?? 0);
  return [
    { label: l10n.t('$(arrow-left) Back to the columns'), action: 'back' },
    ...settingsInWords(read, reading).map(({ setting, label, value, isChosen }) => ({
      label,
      description: `${asLabel(value)} · ${isChosen ? l10n.t('chosen by you') : setting === 'missing' ? l10n.t('by default') : l10n.t('inferred')}`,
      action: setting,
    })),
    ...(isAsInferred(reading)
      ? []
      : [
          {
            label: l10n.t('$(discard) Forget all that was chosen'),
            description: decided > 0 ? l10n.t('for the file and for single columns') : '',
            action: 'reset' as const,
          },
        ]),
    { label: l10n.t('told by the file itself'), kind: vscode.QuickPickItemKind.Separator },
    {
      label: l10n.t('Format'),
      description: asLabel([format, ...(read.layout ? [read.layout] : [])].join(' · ')),
      action: 'back',
    },
    { label: l10n.t('Compressed'), description: read.compressed ?? l10n.t('no'), action: 'back' },
  ];
}

interface ValueItem extends vscode.QuickPickItem {
  /** The reading with the value; null: a person types the value. */
  readonly next: FileReading | null;
}

/** Undefined where the person escapes. */
async function chooseValue(setting: Setting, preparation: Preparation): Promise<FileReading | undefined> {
  const { profile, reading } = preparation.file;
  const value = (label: string, choice: FileReading): ValueItem => ({
    label,
    next: { ...reading, ...choice },
  });
  const other = (label: string): ValueItem => ({ label, next: null });
  const [title, items] = ((): [string, ValueItem[]] => {
    switch (setting) {
      case 'delimiter':
        return [
          l10n.t('What stands between the fields of a row?'),
          [
            ...USUAL_DELIMITERS.map((delimiter) => value(delimiterWords(delimiter), { delimiter })),
            other(l10n.t('Another character…')),
          ],
        ];
      case 'encoding':
        return [
          l10n.t('In which encoding is the text?'),
          ENCODINGS.map((encoding) => value(ENCODING_WORDS[encoding], { encoding })),
        ];
      case 'decimalComma':
        return [
          l10n.t('What is the decimal mark?'),
          [false, true].map((decimalComma) => value(decimalWords(decimalComma), { decimalComma })),
        ];
      case 'header':
        return [
          l10n.t('Does the first row name the columns?'),
          [true, false].map((header) => value(headerWords(header), { header })),
        ];
      case 'comment':
        return [
          l10n.t('Which lines are no rows?'),
          [
            ...[null, '#', '%'].map((comment) => value(commentWords(comment), { comment })),
            other(l10n.t('Lines that begin with something else…')),
          ],
        ];
      case 'missing':
        return [
          l10n.t('Which cells are missing values?'),
          [other(l10n.t('The empty ones and these spellings…'))],
        ];
    }
  })();
  const asInferred: ValueItem[] =
    reading[setting] === undefined
      ? []
      : [{ label: l10n.t('$(discard) As inferred'), next: { ...reading, [setting]: undefined } }];
  const [first, ...rest] = [...asInferred, ...items];
  const item =
    first && rest.length === 0
      ? first
      : await vscode.window.showQuickPick([...asInferred, ...items], { title, ignoreFocusOut: true });
  if (!item?.next) return item && typeValue(setting, title, reading, profile.reading.missing);
  return item.next;
}

/** Asks for a value in a person's own letters. */
async function typeValue(
  setting: Setting,
  title: string,
  reading: FileReading,
  missing: readonly string[],
): Promise<FileReading | undefined> {
  const isMissing = setting === 'missing';
  const isDelimiter = setting === 'delimiter';
  const typed = await vscode.window.showInputBox({
    title,
    ignoreFocusOut: true,
    value: isMissing ? missing.join(', ') : '',
    prompt: isMissing
      ? l10n.t('Spellings, with commas between them; empty cells are always missing')
      : isDelimiter
        ? l10n.t('One character')
        : l10n.t('What those lines begin with'),
    validateInput: (text) =>
      isDelimiter && text.length !== 1
        ? l10n.t('One character.')
        : !isMissing && text === ''
          ? l10n.t('At least one character.')
          : undefined,
  });
  if (typed === undefined) return undefined;
  const words = typed.split(',').map((word) => word.trim());
  return {
    ...reading,
    [setting]: isMissing ? words.filter((word) => word !== '') : typed,
  };
}
