import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

/**
 * Called by VS Code in the extension host: runs the tests beside this file. The counts and the
 * failures go to the file that EXT_TEST_RESULT names, because the host's exit status does not tell failed tests from tests that never ran.
 */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 60_000 });
  for (const name of readdirSync(__dirname)) {
    if (name.endsWith('.test.js')) mocha.addFile(join(__dirname, name));
  }
  const failures: { name: string; message: string }[] = [];
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => {
      const { passes = 0, pending = 0 } = runner.stats ?? {};
      const file = process.env['EXT_TEST_RESULT'];
      if (file) writeFileSync(file, JSON.stringify({ passes, failures, pending }));
      resolve();
    });
    runner.on('fail', (test, error: Error) => {
      failures.push({ name: test.fullTitle(), message: error.stack ?? error.message });
    });
  });
  if (failures.length > 0) throw new Error(`${failures.length} tests failed.`);
}
