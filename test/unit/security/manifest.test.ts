import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  COMMANDS,
  DEPENDENCIES_TOOL,
  REPORT_EDITOR,
  RESTORED_VIEWS,
} from '../../../src/extension/contributions';
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
    readonly commands: readonly { readonly command: string }[];
    readonly customEditors: readonly { readonly viewType: string }[];
    readonly languageModelTools: readonly { readonly name: string }[];
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

describe('what wakes the extension', () => {
  const { commands, customEditors, languageModelTools } = manifest.contributes;

  it('is what it registers, by the same names', () => {
    expect(commands.map(({ command }) => command).sort()).toEqual([...COMMANDS].sort());
    expect(manifest.activationEvents.toSorted()).toEqual(
      RESTORED_VIEWS.map((view) => `onWebviewPanel:${view}`).sort(),
    );
    expect(customEditors.map(({ viewType }) => viewType)).toEqual([REPORT_EDITOR]);
    expect(languageModelTools.map(({ name }) => name)).toEqual([DEPENDENCIES_TOOL]);
  });
});

describe('an editor in which nothing is estimated', () => {
  it('is not slowed down: only a panel or a comparison of the extension’s that comes back wakes it', () => {
    expect(manifest.activationEvents.every((event) => /^onWebviewPanel:mine\.\w+$/.test(event))).toBe(true);
  });

  it('reads next to nothing where it is woken: what its commands do is loaded with the first of them', () => {
    const text = readFileSync(built('extension.js'), 'utf8');
    expect(text).toContain('./nodeFeatures.js');
    // With the names of all commands; a build that is not for release has its spaces and comments.
    expect(text.length).toBeLessThan(12_000);
  });

  it('loads no engine: what computes is in the background process', () => {
    const text = readFileSync(built('nodeFeatures.js'), 'utf8');
    expect(text).not.toMatch(
      /tfjs-core|tfjs-backend|hyparquet|flechette|WebAssembly\.(compile|instantiate|Module)/,
    );
    expect(readFileSync(built('thread.js'), 'utf8')).toMatch(/WebAssembly/);
  });
});
