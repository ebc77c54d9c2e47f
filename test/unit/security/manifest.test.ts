import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { built } from '../built';

interface Setting {
  readonly type: string;
  readonly enum?: readonly string[];
  readonly scope?: string;
}
interface Manifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly supported: boolean } };
  readonly contributes: {
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

describe('settings, which a workspace of a stranger may bring', () => {
  const settings = Object.entries(manifest.contributes.configuration.properties);

  it('are there', () => {
    expect(settings.length).toBeGreaterThan(5);
    expect(manifest.capabilities.untrustedWorkspaces.supported).toBe(true);
  });

  // A setting of the machine is none that a workspace can bring.
  const ofWorkspaces = settings.filter(([, { scope }]) => scope !== 'machine');

  it('do not say to which cluster the data go, nor allow more of the machine’s memory', () => {
    expect(ofWorkspaces.map(([name]) => name).filter((name) => /cluster|memory/.test(name))).toEqual([]);
  });

  it.each(ofWorkspaces)(
    '%s names no program, module or path: it is a number, a choice or yes and no',
    (_, setting) => {
      if (setting.type === 'string') expect(setting.enum?.length).toBeGreaterThan(1);
      else expect(['integer', 'number', 'boolean']).toContain(setting.type);
    },
  );
});

describe('an editor in which nothing is estimated', () => {
  it('is not slowed down: only a panel or a comparison of the extension’s that comes back wakes it', () => {
    expect(manifest.activationEvents.every((event) => /^onWebviewPanel:mine\.\w+$/.test(event))).toBe(true);
  });

  it('loads no engine: what computes is in the background process', () => {
    const text = readFileSync(built('extension.js'), 'utf8');
    expect(text).not.toMatch(
      /tfjs-core|tfjs-backend|hyparquet|flechette|WebAssembly\.(compile|instantiate|Module)/,
    );
    expect(readFileSync(built('thread.js'), 'utf8')).toMatch(/WebAssembly/);
  });
});
