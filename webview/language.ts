import * as l10n from '@vscode/l10n';

/*
 * Loaded before all else (panel.ts), so that also what other files say while they are loaded is in the language that the
 * extension wrote into the page (panelHtml.ts).
 */
const texts = document.querySelector('script[type="application/json"]')?.textContent;
if (texts) l10n.config({ contents: texts });
