import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { DERIVATIONS, type Derivation } from '../../dataset/derivations';
import { derivedName, MAX_CATEGORIES } from '../../dataset/derive';
import { COLUMN_OVERRIDES } from '../../dataset/overrides';
import type { ProfileColumn } from '../../process/protocol';
import { typeName } from '../../report/format';
import { visible } from '../../report/markup';
import { isDerived, withColumnAs, withDerivationToggled, type FileReading } from '../files/fileReading';
import { asLabel } from '../notices';
import type { Preparation } from '../files/preparation';
import { OVERRIDE_WORDS } from './readingWords';

interface ColumnReadingItem extends vscode.QuickPickItem {
  readonly next?: FileReading;
}

/** Lets a person say what a column is, or have further variables made of it, and reads the file so. */
export async function chooseColumnReading(preparation: Preparation, column: ProfileColumn): Promise<void> {
  const { reading } = preparation.file;
  const item = await vscode.window.showQuickPick(columnReadingItems(column, reading), {
    title: visible(l10n.t('{0}: how is it read?', column.name)),
    placeHolder: visible(
      l10n.t('Read as {0} · {1}', typeName(column.type), column.examples.slice(0, 3).join(', ')),
    ),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (item?.next) await preparation.readAs(item.next);
}

function columnReadingItems(column: ProfileColumn, reading: FileReading): ColumnReadingItem[] {
  const { name } = column;
  const made = reading.derive?.find((request) => derivedName(request) === name);
  if (made)
    return [{ label: l10n.t('$(trash) Remove this variable'), next: withDerivationToggled(reading, made) }];
  const current = reading.columns?.get(name);
  const tick = (isCurrent: boolean) => (isCurrent ? '$(check) ' : '');
  const variables = DERIVATIONS.filter((as) => isDerived(reading, { column: name, as }) || suits(column, as));
  return [
    {
      label: `${tick(current === undefined)}${l10n.t('As inferred')}`,
      next: withColumnAs(reading, name, undefined),
    },
    ...COLUMN_OVERRIDES.map((override) => ({
      label: `${tick(current === override)}${OVERRIDE_WORDS[override]}`,
      next: withColumnAs(reading, name, override),
    })),
    ...(variables.length > 0
      ? [{ label: l10n.t('further variables'), kind: vscode.QuickPickItemKind.Separator }]
      : []),
    ...variables.map((as) => {
      const request = { column: name, as };
      return {
        label: isDerived(reading, request)
          ? l10n.t('$(trash) Remove {0}', asLabel(derivedName(request)))
          : `$(add) ${asLabel(derivedName(request))}`,
        description: DERIVATION_WORDS[as],
        next: withDerivationToggled(reading, request),
      };
    }),
  ];
}

const DERIVATION_WORDS: Readonly<Record<Derivation, string>> = {
  'is-missing': l10n.t('whether the value is missing, as a variable of its own'),
  'missing-as-category': l10n.t('its categories, and one for the missing'),
  hour: l10n.t('of the day, 0 to 23'),
  weekday: l10n.t('Sunday to Saturday'),
  month: l10n.t('January to December'),
};

function suits({ type, missing, distinct }: ProfileColumn, as: Derivation): boolean {
  switch (as) {
    case 'is-missing':
      return missing > 0;
    case 'missing-as-category':
      return missing > 0 && distinct > 0 && distinct <= MAX_CATEGORIES;
    case 'hour':
    case 'weekday':
    case 'month':
      return type === 'datetime';
  }
}
