/** How tables and figures look, in a file and in an editor: there its theme's colours are taken. */
export const STYLE = `
:root { color-scheme: light dark; --text: var(--vscode-editor-foreground, CanvasText);
  --ground: var(--vscode-editor-background, Canvas); --line: color-mix(in srgb, var(--text) 25%, transparent); }
body { font: 14px/1.5 var(--vscode-font-family, system-ui, sans-serif); color: var(--text); background: var(--ground);
  max-width: 1100px; margin: 0 auto; padding: 16px 24px 48px; }
h1 { font-size: 1.5em; margin: 0.4em 0; } h2 { font-size: 1.2em; margin: 1.6em 0 0.4em; }
h1, h2, h3, td, th, p, dd, code { overflow-wrap: anywhere; }
figure { margin: 12px 0; overflow-x: auto; } figure svg { border: 1px solid var(--line); border-radius: 4px; }
.table { overflow-x: auto; } table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: 3px 12px 3px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { white-space: nowrap; } td.number, th.number { text-align: right; white-space: nowrap; }
details { margin: 6px 0; } summary { cursor: pointer; } :focus-visible { outline: 2px solid var(--vscode-focusBorder, Highlight); }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--line); border-radius: 4px; padding: 8px 12px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; } dt { font-weight: 600; } dd { margin: 0; }
@media print { details:not([open]) { display: none; } }
`;
