import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ENGLISH, extract, FOLDER } from '../../../scripts/l10n.mjs';
import { ROOT } from '../../../scripts/paths.mjs';

const bundle = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
/** What of a sentence may not be translated: places of values, icons, links to commands. */
const fixed = (sentence: string) =>
  [...sentence.matchAll(/\{\d+\}|\$\([\w-]+\)|\(command:[\w.]+\)/g)].map(([text]) => text).sort();
const keysOf = (sentences: Record<string, unknown>) => Object.keys(sentences).sort();
const wrong = (english: Record<string, unknown>, translated: Record<string, unknown>) =>
  Object.entries(translated).filter(([key, sentence]) => {
    const original = english[key];
    const said = typeof original === 'string' ? original : key;
    return (
      typeof sentence !== 'string' || sentence.trim() === '' || fixed(said).join() !== fixed(sentence).join()
    );
  });

describe('the bundles of the program', () => {
  const english = bundle(join(FOLDER, ENGLISH));
  const others = readdirSync(FOLDER).filter((name) => name !== ENGLISH);

  it('hold what the source says (npm run l10n)', async () => {
    expect(english).toEqual(await extract());
  }, 180_000);

  it('are there in Chinese', () => {
    expect(others).toContain('bundle.l10n.zh-cn.json');
  });

  for (const name of others) {
    it(`are complete and hold nothing else: ${name}`, () => {
      expect(keysOf(bundle(join(FOLDER, name)))).toEqual(keysOf(english));
    });

    it(`leave values, icons and commands where they are: ${name}`, () => {
      expect(wrong(english, bundle(join(FOLDER, name)))).toEqual([]);
    });
  }
});

describe('the bundles of the manifest', () => {
  const manifest = readFileSync(join(ROOT, 'package.json'), 'utf8');
  const used = [...manifest.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key ?? '');
  const english = bundle(join(ROOT, 'package.nls.json'));

  for (const name of ['package.nls.json', 'package.nls.zh-cn.json']) {
    it(`are complete and hold nothing else: ${name}`, () => {
      expect(keysOf(bundle(join(ROOT, name)))).toEqual([...new Set(used)].sort());
    });

    it(`leave links and icons where they are: ${name}`, () => {
      expect(wrong(english, bundle(join(ROOT, name)))).toEqual([]);
    });
  }

  it('leave no sentence for people in the manifest itself', () => {
    const parsed = JSON.parse(manifest) as { contributes: Record<string, unknown> };
    const said: string[] = [];
    JSON.stringify(parsed.contributes, (key, value: unknown) => {
      // What a language model reads stays English.
      if (key === 'inputSchema' || key === 'tags') return undefined;
      if (
        typeof value === 'string' &&
        /^(title|(display)?Name|label|shortTitle|altText|(markdown|user)?[dD]escription|\d+)$/.test(key) &&
        /[A-Za-z] [a-z]|^[A-Z][a-z]/.test(value)
      )
        said.push(value);
      return value;
    });
    expect(said).toEqual([]);
  });
});
