import {
  BLACK,
  blend,
  cssColour,
  divergingScale,
  parseColour,
  sequentialScale,
  WHITE,
  type DivergingScale,
  type Rgb,
  type Scale,
} from './scale';

/** The colours that the stylesheet cannot set: those of the heatmap's cells and of the canvas. */
export interface Theme {
  readonly scale: Scale;
  /** For values below and above 0. */
  readonly diverging: DivergingScale;
  readonly text: string;
  /** Borders of cells, hatching. */
  readonly hint: string;
  readonly error: string;
  readonly faintText: string;
  readonly lines: string;
  readonly background: string;
  readonly train: string;
  readonly heldOut: string;
  readonly reference: string;
  readonly fontFamily: string;
  readonly fontSize: number;
}

export function readTheme(): Theme {
  const style = getComputedStyle(document.documentElement);
  const text = (name: string, instead: string) => style.getPropertyValue(name).trim() || instead;
  const isLight = /light/.test(document.body.dataset['vscodeThemeKind'] ?? document.body.className);
  const colour = (name: string, instead: Rgb) => parseColour(style.getPropertyValue(name)) ?? instead;
  const foreground = text('--vscode-editor-foreground', text('--vscode-foreground', 'gray'));
  const colours = {
    background: colour('--vscode-editor-background', isLight ? WHITE : BLACK),
    foreground: colour('--vscode-editor-foreground', isLight ? BLACK : WHITE),
    accent: colour('--vscode-charts-blue', [26, 133, 255]),
  };
  return {
    scale: sequentialScale(colours),
    diverging: divergingScale(
      colours,
      colour('--vscode-charts-orange', [209, 134, 22]),
      colour('--vscode-charts-blue', [26, 133, 255]),
    ),
    text: foreground,
    hint: isHighContrast()
      ? text('--vscode-contrastBorder', foreground)
      : cssColour(blend(colours.background, colours.foreground, 0.16)),
    error: text('--vscode-errorForeground', 'red'),
    faintText: text('--vscode-descriptionForeground', foreground),
    lines: cssColour(blend(colours.background, colours.foreground, 0.18)),
    background: text('--vscode-editor-background', isLight ? 'white' : 'black'),
    train: text('--vscode-charts-orange', 'orange'),
    heldOut: text('--vscode-charts-blue', 'dodgerblue'),
    reference: text('--vscode-charts-purple', 'purple'),
    fontFamily: text('--vscode-font-family', 'sans-serif'),
    fontSize: 11,
  };
}

function isHighContrast(): boolean {
  return document.body.className.includes('high-contrast');
}

/** Calls back, once a frame at most, after the theme has changed. */
export function observeTheme(onChange: () => void): void {
  let scheduled = false;
  const observer = new MutationObserver(() => {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      onChange();
    });
  });
  observer.observe(document.documentElement, { attributeFilter: ['style'] });
  observer.observe(document.body, { attributeFilter: ['data-vscode-theme-kind', 'data-vscode-theme-id'] });
}
