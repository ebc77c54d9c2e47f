import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Rooms from the ground up: a file may import from its own room and from those before it in the list. */
const rooms = ['dataset', 'mine', 'report', 'process', 'cli', 'extension'];
const pure = ['dataset', 'mine', 'report'];

const forbid = (files, patterns) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});

const aboveOf = (room) => {
  const above = rooms.slice(rooms.indexOf(room) + 1).filter((other) => !(room === 'cli' && other === 'cli'));
  // The two fronts stand side by side: neither imports the other.
  if (room === 'extension') above.push('cli');
  return above;
};

export default tseslint.config(
  { ignores: ['dist/**', 'out/**', '.vscode-host/**', 'node_modules/**', 'src/mine/*/assembly/**'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-globals': ['error', 'name', 'event'],
    },
  },
  {
    // Loops over typed arrays, whose indexes are in range by construction.
    files: ['src/mine/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        AbortController: 'readonly',
      },
    },
  },
  ...rooms.map((room) =>
    forbid(
      [`src/${room}/**/*.ts`],
      [
        ...aboveOf(room).map((other) => ({
          regex: `(^|/)${other}/`,
          message: `Imports run downwards: src/${room} may not import src/${other}.`,
        })),
        { regex: '(^|/)(webview|test)/', message: 'The program does not import the page or the tests.' },
        ...(pure.includes(room)
          ? [{ regex: '^(node:|vscode$)', message: `src/${room} also runs in a browser worker.` }]
          : []),
        ...(room === 'process' || room === 'cli'
          ? [{ regex: '^vscode$', message: 'Only src/extension imports vscode.' }]
          : []),
      ],
    ),
  ),
  forbid(
    ['webview/**/*.ts'],
    [
      {
        regex: '^\\.\\./(\\.\\./)*src/(?!report/report$|extension/panelProtocol$)',
        message: 'The page imports the report and the panel protocol, nothing else.',
      },
      { regex: '^(node:|vscode$)', message: 'The page runs in a browser.' },
    ],
  ),
);
