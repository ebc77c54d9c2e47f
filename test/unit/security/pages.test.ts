import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const FOLDER = 'src/extension';
const sources = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, text: readFileSync(join(FOLDER, name), 'utf8') }));
const pages = sources.filter(({ text }) => /webview\.(html|options)\s*=[^=]/.test(text));

describe('what a page of the extension’s can read of the disk', () => {
  it('is known of all of them', () => {
    expect(pages.map(({ name }) => name)).toEqual([
      'drawnTab.ts',
      'noticePage.ts',
      'pageScript.ts',
      'panel.ts',
    ]);
  });

  it.each(pages)('is the extension’s own scripts and styles: $name', ({ text }) => {
    if (/pageScript\(/.test(text) && !/webview\.options/.test(text)) return;
    // VS Code's own default would be the whole workspace.
    expect(text).toMatch(/localResourceRoots: \[root\]/);
    expect(text).toMatch(/const root = .*'dist', 'webview'\)/);
  });
});

describe('the page', () => {
  it('makes no markup and no style of text', () => {
    for (const folder of ['webview', 'webview/rows'])
      for (const name of readdirSync(folder).filter((file) => file.endsWith('.ts')))
        expect(readFileSync(join(folder, name), 'utf8'), name).not.toMatch(
          /innerHTML|insertAdjacentHTML|setAttribute\('style'|cssText|srcdoc/,
        );
  });
});
