import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OUT, ROOT } from '../../scripts/paths.mjs';
import { run } from '../../scripts/run.mjs';
import { Workbench } from './workbench';

const VSIX = join(OUT, 'mutual-information.vsix');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

describe('the package', () => {
  let files: string[] = [];
  let workbench: Workbench | undefined;
  beforeAll(async () => {
    await run(process.execPath, [join(ROOT, 'scripts/package.mjs')], { cwd: ROOT });
    files = await listFiles({ cwd: ROOT, packageManager: PackageManager.None });
  });
  afterAll(() => workbench?.close());

  it('is smaller than 5 MB', () => {
    expect(statSync(VSIX).size).toBeLessThan(5 * 2 ** 20);
  });

  it('holds what runs and what people read, and nothing else', () => {
    const known =
      /^(package(\.nls(\.[\w-]+)?)?\.json|README\.md|CHANGELOG\.md|SECURITY\.md|LICENSE|dist\/THIRD-PARTY-NOTICES\.txt|dist\/(web\/|webview\/)?\w+\.(js|css)|dist\/[\w-]+\.wasm|l10n\/bundle\.[\w.-]+\.json|media\/[\w-]+\.(svg|png)|samples\/[\w-]+\.(csv|md)|docs\/panel\.png)$/;
    expect(files.filter((file) => !known.test(file))).toEqual([]);
    const { main, browser, icon } = JSON.parse(read('package.json')) as Record<string, string>;
    for (const file of [
      main,
      browser,
      icon,
      'dist/nodeFeatures.js',
      'dist/process.js',
      'dist/thread.js',
      'dist/THIRD-PARTY-NOTICES.txt',
    ])
      expect(files).toContain(file?.replace('./', ''));
  });

  it('has no source map, and no path of the machine it was made on', () => {
    for (const file of files.filter((name) => name.endsWith('.js'))) {
      expect(read(file)).not.toContain('sourceMappingURL=');
      expect(read(file).includes(ROOT), file).toBe(false);
    }
  });

  it('tells whose code is in it', () => {
    const notices = read('dist/THIRD-PARTY-NOTICES.txt');
    const bundled = JSON.parse(read('out/bundled.json')) as string[];
    const names = bundled.flatMap((input) => /.*node_modules\/((@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? []);
    expect(names.length).toBeGreaterThan(100);
    for (const name of new Set(names))
      expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+$`, 'm'));
    // The main dependencies, each with the text of its licence.
    for (const words of [
      'chart.js',
      'valibot',
      'Jukka Kurkela',
      'Apache License',
      'WITHOUT WARRANTY OF ANY KIND',
    ])
      expect(notices).toContain(words);
  });

  it('has a manifest that a gallery asks for', () => {
    expect(JSON.parse(read('package.json'))).toMatchObject({
      publisher: expect.any(String) as string,
      license: 'MIT',
      repository: { type: 'git', url: expect.stringMatching(/^https:/) as string },
      bugs: { url: expect.stringMatching(/^https:/) as string },
      categories: expect.arrayContaining(['Data Science']) as string[],
      keywords: expect.arrayContaining(['mutual information']) as string[],
      galleryBanner: { theme: 'dark' },
      icon: 'media/icon.png',
    });
  });

  it('does its job where it is installed', async () => {
    workbench = await Workbench.open('installed', { 'mine.preset': 'quick' }, {}, { packed: VSIX });
    await workbench.chooseFromContextMenu(workbench.file('penguins.json'), 'Estimate Mutual Information');
    for (const words of [/Flipper Length/, /all pairs/i]) {
      await workbench.expectQuickPick(words);
      await workbench.page.keyboard.press('Enter');
    }
    const sentence = workbench.panel.locator('.run-sentence');
    await expect
      .poll(() => sentence.innerText({ timeout: 5000 }), { timeout: 90_000, interval: 200 })
      .toMatch(/^Finished: 21 pairs/);
    await workbench.screenshot('package-installed');
    expect(workbench.complaints).toEqual([]);
  });
});
