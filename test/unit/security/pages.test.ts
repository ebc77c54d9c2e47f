import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const sourcesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
const sources = sourcesIn('src/extension');
const pages = sources.filter(({ text }) => /webview\.(html|options)\s*=[^=]/.test(text));

describe('what a page of the extension’s can read of the disk', () => {
  it('is known of all of them', () => {
    expect(pages.map(({ name }) => name)).toEqual([
      'applications/drawnTab.ts',
      'panel/noticePage.ts',
      'panel/pageScript.ts',
      'panel/panel.ts',
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
    for (const { name, text } of sourcesIn('webview'))
      expect(text, name).not.toMatch(/innerHTML|insertAdjacentHTML|setAttribute\('style'|cssText|srcdoc/);
  });
});
