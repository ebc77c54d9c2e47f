import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

/** A file of the program, in whose place the lines are linted. */
const IN_PLACE_OF = 'src/extension/notices.ts';
const ELSEWHERE = 'src/extension/panel/panel.ts';

const rulesBroken = async (line: string, filePath = ELSEWHERE) => {
  const [result] = await new ESLint().lintText(`${line}\nexport {};\n`, { filePath });
  return (result?.messages ?? []).map(({ ruleId }) => ruleId);
};

describe('the linter lets nothing that a stranger wrote', () => {
  it.each([
    ['be run', `eval('1');`, 'no-eval'],
    ['become a function', `new Function('1');`, 'no-new-func'],
    ['be run later', `setTimeout('1', 1);`, '@typescript-eslint/no-implied-eval'],
    ['name a module', `void import(process.title);`, 'no-restricted-syntax'],
    ['name a module of Node', `require(process.title);`, 'no-restricted-syntax'],
    ['become markup', `document.body.innerHTML = process.title;`, 'no-restricted-syntax'],
    ['become a link in a notification', `vscode.window.showErrorMessage('');`, 'no-restricted-syntax'],
    ['lead to a prototype', `({} as { __proto__: object }).__proto__;`, 'no-proto'],
    ['be a script’s address', `const a = 'javascript:alert(1)';`, 'no-script-url'],
  ])('%s', { timeout: 60_000 }, async (_, line, rule) => {
    expect(await rulesBroken(line)).toContain(rule);
  });

  it('but shows notifications from the one place where they are text', { timeout: 60_000 }, async () => {
    expect(await rulesBroken(`vscode.window.showErrorMessage('');`, IN_PLACE_OF)).not.toContain(
      'no-restricted-syntax',
    );
  });
});
