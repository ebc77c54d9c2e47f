/**
 * Tells VS Code, which shows the menu (`webview/context` in package.json), for which pair it was opened; elsewhere there
 * is nothing to choose.
 */
export function offerContextMenu(
  element: HTMLElement,
  pairAt: (event: MouseEvent) => number | undefined,
): void {
  element.addEventListener(
    'contextmenu',
    (event) => {
      const pair = pairAt(event);
      const place = pair === undefined ? {} : { webviewSection: 'pair', pair };
      element.dataset['vscodeContext'] = JSON.stringify({ ...place, preventDefaultContextMenuItems: true });
    },
    // Before VS Code's own listener reads it.
    { capture: true },
  );
}
