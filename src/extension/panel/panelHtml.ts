export interface PanelHtmlOptions {
  /** Fresh for every page: letters, digits and base64 signs. */
  readonly nonce: string;
  /** Where the webview may load files from (`webview.cspSource`). */
  readonly cspSource: string;
  /** Addresses of the page's script and stylesheet, as the webview reaches them. */
  readonly script: string;
  readonly style: string;
  readonly title: string;
  /** BCP 47 tag of the language that the page speaks, and its sentences where that is not English. */
  readonly language: string;
  readonly texts?: Readonly<Record<string, string>> | undefined;
}

/** The panel's page before its script runs. Nothing may be loaded but the page's own script and styles, and pictures it holds. */
export function panelHtml({
  nonce,
  cspSource,
  script,
  style,
  title,
  language,
  texts,
}: PanelHtmlOptions): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    // The nonce is for the one <style> element of the control library (webview/widgets/toolkitNonce.ts).
    `style-src ${cspSource} 'nonce-${nonce}'`,
    // A figure is drawn as a PNG from an SVG that is in the message (webview/drawing.ts); nothing is fetched.
    `img-src data:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escape(language)}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${escape(policy)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escape(title)}</title>
    <link rel="stylesheet" href="${escape(style)}">
  </head>
  <body>
    <main id="panel"></main>
${texts ? dataBlock(texts) : ''}    <script nonce="${escape(nonce)}" src="${escape(script)}"></script>
  </body>
</html>
`;
}

/** JSON that the page's script reads (webview/language.ts); it is not run, so the policy does not concern it. */
function dataBlock(data: unknown): string {
  return `    <script type="application/json">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>\n`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
