import * as vscode from 'vscode';
import { ENCODINGS } from '../dataset/options';
import { AS_INFERRED, isAsInferred, type FileReading } from './fileReading';
import type { Preparation } from './preparation';
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
      title: `How ${profile.source} was read`,
      placeHolder: 'Choose what to read another way; what you choose is remembered for this file',
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
    { label: '$(arrow-left) Back to the columns', action: 'back' },
    ...settingsInWords(read, reading).map(({ setting, label, value, isChosen }) => ({
      label,
      description: `${value} · ${isChosen ? 'chosen by you' : setting === 'missing' ? 'by default' : 'inferred'}`,
      action: setting,
    })),
    ...(isAsInferred(reading)
      ? []
      : [
          {
            label: '$(discard) Forget all that was chosen',
            description: decided > 0 ? 'for the file and for single columns' : '',
            action: 'reset' as const,
          },
        ]),
    { label: 'told by the file itself', kind: vscode.QuickPickItemKind.Separator },
    {
      label: 'Format',
      description: [format, ...(read.layout ? [read.layout] : [])].join(' · '),
      action: 'back',
    },
    { label: 'Compressed', description: read.compressed ?? 'no', action: 'back' },
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
          'What stands between the fields of a row?',
          [
            ...USUAL_DELIMITERS.map((delimiter) => value(delimiterWords(delimiter), { delimiter })),
            other('Another character…'),
          ],
        ];
      case 'encoding':
        return [
          'In which encoding is the text?',
          ENCODINGS.map((encoding) => value(ENCODING_WORDS[encoding], { encoding })),
        ];
      case 'decimalComma':
        return [
          'What is the decimal mark?',
          [false, true].map((decimalComma) => value(decimalWords(decimalComma), { decimalComma })),
        ];
      case 'header':
        return [
          'Does the first row name the columns?',
          [true, false].map((header) => value(headerWords(header), { header })),
        ];
      case 'comment':
        return [
          'Which lines are no rows?',
          [
            ...[null, '#', '%'].map((comment) => value(commentWords(comment), { comment })),
            other('Lines that begin with something else…'),
          ],
        ];
      case 'missing':
        return ['Which cells are missing values?', [other('The empty ones and these spellings…')]];
    }
  })();
  const asInferred: ValueItem[] =
    reading[setting] === undefined
      ? []
      : [{ label: '$(discard) As inferred', next: { ...reading, [setting]: undefined } }];
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
      ? 'Spellings, with commas between them; empty cells are always missing'
      : isDelimiter
        ? 'One character'
        : 'What those lines begin with',
    validateInput: (text) =>
      isDelimiter && text.length !== 1
        ? 'One character.'
        : !isMissing && text === ''
          ? 'At least one character.'
          : undefined,
  });
  if (typed === undefined) return undefined;
  const words = typed.split(',').map((word) => word.trim());
  return {
    ...reading,
    [setting]: isMissing ? words.filter((word) => word !== '') : typed,
  };
}
