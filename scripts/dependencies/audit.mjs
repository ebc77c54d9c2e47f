/*
 * Fails where a package that is shipped has a known fault of high or critical severity. The registry knows of faults; where it
 * cannot be asked, that is said, and nothing fails.
 */
import { ROOT } from '../paths.mjs';
import { CommandError, npm } from '../run.mjs';

// Optional packages are not shipped (tfjs-node), and what only builds and tests the program does not run at people's.
const answer = await ask(['audit', '--omit=dev', '--omit=optional', '--json']);
if (!answer?.metadata) {
  console.log(`audit: not done: the registry could not be asked (${answer?.message ?? 'no answer'})`);
} else {
  const { high = 0, critical = 0, moderate = 0, low = 0 } = answer.metadata.vulnerabilities;
  for (const { name, severity, range } of Object.values(answer.vulnerabilities ?? {}))
    console.error(`${name} ${range}: ${severity}`);
  console.log(`audit: ${critical} critical, ${high} high, ${moderate} moderate, ${low} low`);
  process.exitCode = high + critical > 0 ? 1 : 0;
}

/**
 * @param {string[]} args
 * @returns {Promise<any>} undefined where npm answers in words
 */
async function ask(args) {
  const text = await npm(args, { cwd: ROOT }).catch((/** @type {unknown} */ error) => {
    if (error instanceof CommandError) return error.output;
    throw error;
  });
  try {
    return JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1));
  } catch {
    return undefined;
  }
}
