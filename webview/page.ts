import * as v from 'valibot';
import type { FromPanel } from '../src/extension/panel/panelProtocol';
import { choices } from './choices';

/** What of the page outlives a reload: the choices a person made in it. Results come from the extension. */
const savedState = v.object({
  source: v.string(),
  /** The run, by its name in the extension's storage: the extension reads it after a restart of the window. */
  id: v.optional(v.string()),
  selected: v.nullable(v.number()),
  choices,
});
export type SavedState = v.InferOutput<typeof savedState>;

declare function acquireVsCodeApi(): {
  postMessage(message: FromPanel): void;
  getState(): unknown;
  setState(state: SavedState): void;
};

/** VS Code's side of the page. */
const host = acquireVsCodeApi();

export function post(message: FromPanel): void {
  host.postMessage(message);
}

/** Null where nothing was kept, or another version of the page kept it. */
export function restoreState(): SavedState | null {
  const parsed = v.safeParse(savedState, host.getState());
  return parsed.success ? parsed.output : null;
}

export function saveState(state: SavedState): void {
  host.setState(state);
}
