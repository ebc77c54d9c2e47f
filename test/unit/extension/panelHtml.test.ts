import { expect, it } from 'vitest';
import { panelHtml } from '../../../src/extension/panel/panelHtml';

const page = panelHtml({
  nonce: 'bm9uY2U=',
  cspSource: 'https://*.vscode-cdn.net',
  script: 'https://file/panel.js?a=1&b=2',
  style: 'https://file/panel.css',
  title: 'a "b" <c>',
  language: 'zh-CN',
  texts: { 'a </script>': 'b' },
});

it('lets nothing run or load but the page’s own script and styles', () => {
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1];
  expect(policy).toBe(
    "default-src 'none'; script-src 'nonce-bm9uY2U='; style-src https://*.vscode-cdn.net 'nonce-bm9uY2U='; img-src data:",
  );
});

it('escapes what it is given', () => {
  expect(page).toContain('<title>a &quot;b&quot; &lt;c&gt;</title>');
  expect(page).toContain('src="https://file/panel.js?a=1&amp;b=2"');
});

it('has no inline script and no style attribute', () => {
  expect(page).not.toMatch(/<script(?![^>]*\s(src|type)=)/);
  expect(page).not.toMatch(/\sstyle=/);
});

it('is in the language that it is given, with the sentences as data', () => {
  expect(page).toContain('<html lang="zh-CN">');
  const [, data] = /<script type="application\/json">(.*)<\/script>\n/.exec(page) ?? [];
  expect(JSON.parse(data ?? '')).toEqual({ 'a </script>': 'b' });
  expect(data).not.toContain('<');
});
