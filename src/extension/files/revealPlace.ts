import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Profile } from '../../process/protocol';
import { reasonOf } from '../../dataset/reasonOf';
import { recordInLine } from './recordInLine';

/** What must be known of a dataset to show one of its rows. */
export type Placed = Pick<Profile, 'source' | 'format' | 'reading'>;

/**
 * Selects the line of the dataset's text on which a row starts, or its record where all rows are on one line, in the editor that has it or in a new one beside the panel.
 * @throws Error with a sentence for people where the source is no text, too large for an editor, or has become shorter
 */
export async function revealPlace(
  uri: vscode.Uri,
  dataset: Placed,
  place: number,
  panelColumn: vscode.ViewColumn | undefined,
): Promise<void> {
  const { source } = dataset;
  if (dataset.format === 'parquet' || dataset.format === 'arrow')
    throw new Error(
      l10n.t('{0} is not a text file: its row {1} cannot be selected in an editor.', source, place),
    );
  if (dataset.reading.compressed)
    throw new Error(
      l10n.t('{0} is compressed: its line {1} cannot be selected in an editor.', source, place),
    );
  const document = await openText(uri, source, place);
  const record = dataset.format === 'json' ? recordRange(document, place) : null;
  if (!record && place > document.lineCount)
    throw new Error(l10n.t('{0} has no line {1} any more: it was changed after it was read.', source, place));
  const range = record ?? document.lineAt(place - 1).range;
  const editor = await vscode.window.showTextDocument(document, {
    viewColumn: columnOf(uri) ?? beside(panelColumn),
    selection: range,
  });
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** The row's record where the text is one line; null where rows are counted in lines. */
function recordRange(document: vscode.TextDocument, place: number): vscode.Range | null {
  const { text, lineNumber, range } = document.lineAt(0);
  if (document.getText().trimEnd().length > text.length) return null;
  const record = recordInLine(text, place);
  return record ? new vscode.Range(lineNumber, record.start, lineNumber, record.end) : range;
}

/** VS Code keeps documents of more than 50 MB from extensions. */
async function openText(uri: vscode.Uri, source: string, place: number): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch (error) {
    const why = reasonOf(error);
    throw new Error(
      l10n.t(
        'Line {0} of {1} cannot be shown, as the editor does not open the file: {2}',
        place,
        source,
        why,
      ),
      {
        cause: error,
      },
    );
  }
}

/** The column in which the text is open already. */
function columnOf(uri: vscode.Uri): vscode.ViewColumn | undefined {
  return vscode.window.tabGroups.all.find(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString()),
  )?.viewColumn;
}

function beside(panelColumn: vscode.ViewColumn | undefined): vscode.ViewColumn {
  return panelColumn === undefined || panelColumn > vscode.ViewColumn.One
    ? vscode.ViewColumn.One
    : vscode.ViewColumn.Beside;
}
