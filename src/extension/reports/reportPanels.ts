import type * as vscode from 'vscode';
import type { Figure } from '../../report/heatmapSvg';
import type { PairState, Report } from '../../report/report';

/** A panel that shows a run or a report read from a file: what the commands for a report act on. */
export interface ReportPanel {
  readonly active: boolean;
  /** Null until the run has ended. */
  readonly report: Report | null;
  /** Index of the pair a person looks at. */
  readonly selected: number | null;
  /** The file of the data where it is known. */
  readonly dataset: vscode.Uri | null;
  /** The file beside which exports are put. */
  readonly home: vscode.Uri;
  pair(index: number): PairState | undefined;
  /** Draws a figure in the page: the extension has nothing to draw with. */
  toPng(figure: Figure): Promise<Uint8Array>;
  /** Shows the pair in detail. */
  openPair(index: number): void;
  /** More training for pairs of the run, by their places; null: for all. Absent where there are no data. */
  trainLonger?(pairs: readonly number[] | null): Promise<void>;
  /** The same run without a variable, named by its columns. */
  runWithout(columns: readonly string[]): Promise<void>;
}

/** The panels that are open. */
export class ReportPanels {
  private readonly panels = new Set<ReportPanel>();

  add(panel: ReportPanel): void {
    this.panels.add(panel);
  }

  delete(panel: ReportPanel): void {
    this.panels.delete(panel);
  }

  /** The one a person is at, or the one opened last. */
  get current(): ReportPanel | undefined {
    return [...this.panels].find(({ active }) => active) ?? [...this.panels].at(-1);
  }

  /** Reports of the panels, those that have ended. */
  get reports(): { readonly report: Report; readonly home: vscode.Uri }[] {
    return [...this.panels].flatMap(({ report, home }) => (report ? [{ report, home }] : []));
  }
}
