import { STYLE } from '../src/report/pageStyle';

declare function acquireVsCodeApi(): { setState(state: unknown): void };

// All that a page without a program of its own needs: its looks, before anything of it is shown, and its name for the next
// window.
const looks = new CSSStyleSheet();
looks.replaceSync(STYLE);
document.adoptedStyleSheets.push(looks);

const id = document.currentScript?.dataset['id'];
if (id !== undefined) acquireVsCodeApi().setState({ id });
