import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

interface Failure {
  readonly name: string;
  readonly message: string;
}

/**
 * Called by VS Code in the extension host: runs the tests beside this file. What came of them goes to the file that
 * EXT_TEST_RESULT names, because the host's exit status does not tell failed tests from tests that never ran.
 * A busy machine can hold up the window under a test: one that fails is run once more, and named either way.
 */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 60_000, retries: 1 });
  for (const name of readdirSync(__dirname)) {
    if (name.endsWith('.test.js')) mocha.addFile(join(__dirname, name));
  }
  const failed: Failure[] = [];
  const repeated: Failure[] = [];
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run((count) => {
      const { passes = 0, pending = 0 } = runner.stats ?? {};
      const file = process.env['EXT_TEST_RESULT'];
      if (file) writeFileSync(file, JSON.stringify({ passes, failures: count, pending, failed, repeated }));
      resolve(count);
    });
    runner.on('fail', (test, error) => failed.push(failureOf(test, error)));
    runner.on('retry', (test: Mocha.Runnable, error: unknown) => repeated.push(failureOf(test, error)));
  });
  if (failures > 0) throw new Error(`${failures} tests failed.`);
}

function failureOf(test: Mocha.Runnable, error: unknown): Failure {
  return {
    name: test.fullTitle(),
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}
