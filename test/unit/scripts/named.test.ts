import { existsSync, readFileSync } from 'node:fs';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import ts from 'typescript';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

/** JSON with comments, as VS Code reads its own files. */
function settingsOf(file: string): unknown {
  const { config, error } = ts.parseConfigFileTextToJson(file, readFileSync(file, 'utf8')) as {
    config: unknown;
    error?: unknown;
  };
  expect(error).toBeUndefined();
  return config;
}

/** All values of a key, at any depth. */
function valuesOf(key: string, within: unknown): unknown[] {
  if (typeof within !== 'object' || within === null) return [];
  return Object.entries(within as Record<string, unknown>).flatMap(([name, value]): unknown[] => [
    ...(name === key ? [value] : []),
    ...valuesOf(key, value),
  ]);
}

describe('the workflow', () => {
  const workflow = readFileSync('.github/workflows/ci.yml', 'utf8');

  it('is YAML', async () => {
    await expect(format(workflow, { parser: 'yaml' })).resolves.toContain('jobs:');
  });

  it('calls scripts and suites that there are', () => {
    const suites = /const SUITES = \{([^]*?)\n\};/.exec(readFileSync('scripts/test.mjs', 'utf8'))?.[1] ?? '';
    const known = new Set([...suites.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name));
    expect(known).toContain('unit');
    const calls = [...workflow.matchAll(/npm (?:run )?(\w[\w:]*)(?: -- ([\w ]+))?$/gm)];
    expect(calls.length).toBeGreaterThan(5);
    for (const [call, script = '', arguments_ = ''] of calls) {
      if (script !== 'ci') expect(Object.keys(scripts), call).toContain(script);
      if (script === 'test') for (const suite of arguments_.split(' ')) expect(known, call).toContain(suite);
    }
  });
});

describe('the configurations for debugging', () => {
  const launch = settingsOf('.vscode/launch.json');
  const tasks = settingsOf('.vscode/tasks.json');

  it('begin with tasks that there are', () => {
    const names = new Set([
      ...valuesOf('label', tasks),
      ...valuesOf('script', tasks).map((script) => `npm: ${String(script)}`),
    ]);
    const first = valuesOf('preLaunchTask', launch);
    expect(first.length).toBeGreaterThan(2);
    for (const task of first) expect(names).toContain(task);
  });

  it('are named in the compounds as they are called', () => {
    const names = valuesOf('name', launch);
    for (const members of valuesOf('configurations', valuesOf('compounds', launch)))
      for (const member of members as unknown[]) expect(names).toContain(member);
  });

  it('run scripts and programs that there are, or that the build makes', () => {
    for (const script of valuesOf('script', tasks)) expect(Object.keys(scripts)).toContain(script);
    const paths = JSON.stringify([launch, tasks]).matchAll(/\$\{workspaceFolder\}\/([\w./-]+\w)"/g);
    const built = readFileSync('esbuild.mjs', 'utf8');
    for (const [, path = ''] of paths)
      if (path.startsWith('dist/')) expect(built, path).toContain(/(\w+)\.js$/.exec(path)?.[1]);
      else expect(existsSync(path), path).toBe(true);
    for (const args of valuesOf('args', tasks)) expect(existsSync(String((args as unknown[])[0]))).toBe(true);
  });
});
