import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { writeWhole } from './writeWhole';

/** Tabs whose figures can be saved. */
interface Figures {
  /** Draws the figure of the tab a person is at. */
  readonly activeFigure: ((format: 'svg' | 'json') => string) | undefined;
}

/**
 * Saves the figure of the tab a person is at as SVG, or its numbers as JSON, by what the file's name ends with.
 * @param given the file, where a program says it; a person is asked
 */
export async function saveFigure(kinds: readonly Figures[], given: unknown): Promise<void> {
  const render = kinds.map(({ activeFigure }) => activeFigure).find((figure) => figure !== undefined);
  if (!render) throw new Error(l10n.t('Open a figure first, such as that of Convergence with Rows.'));
  const target =
    given instanceof vscode.Uri
      ? given
      : await vscode.window.showSaveDialog({
          title: l10n.t('Save the figure or its numbers'),
          filters: { SVG: ['svg'], JSON: ['json'] },
        });
  if (!target) return;
  const text = render(target.path.endsWith('.json') ? 'json' : 'svg');
  await writeWhole(target, new TextEncoder().encode(text));
}
