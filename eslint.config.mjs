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

/** Nothing that a stranger wrote is run as a program, becomes markup, or leads to an object's prototype (SECURITY.md). */
const neverRun = {
  'no-eval': 'error',
  'no-new-func': 'error',
  'no-script-url': 'error',
  'no-proto': 'error',
  '@typescript-eslint/no-implied-eval': 'error',
  'no-restricted-syntax': [
    'error',
    {
      selector:
        ':matches(CallExpression[callee.name="require"], ImportExpression) > :not(Literal).arguments:first-child, ImportExpression > :not(Literal).source',
      message: 'A module is named in the program, never by data.',
    },
    {
      selector:
        'MemberExpression[property.name=/^(innerHTML|outerHTML|srcdoc|insertAdjacentHTML|createContextualFragment)$/], CallExpression[callee.object.name="document"][callee.property.name="write"]',
      message: 'Text is inserted as text (webview/dom.ts).',
    },
    {
      selector: 'MemberExpression[property.name=/^show(Error|Warning|Information)Message$/]',
      message: 'VS Code makes links of parts of the text: use extension/notices.ts.',
    },
  ],
};

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'out/**',
      '.vscode-host*/**',
      '.vscode-test/**',
      'node_modules/**',
      'src/mine/*/assembly/**',
    ],
  },
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
      ...neverRun,
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
  {
    // The one place that shows notifications; tests and tools that name what is not there.
    files: ['src/extension/notices.ts', 'test/**', 'bench/**', 'scripts/**', '*.mjs', '*.mts'],
    rules: { 'no-restricted-syntax': 'off' },
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
        regex: '^\\.\\./(\\.\\./)*src/(?!report/(report|pageStyle)$|extension/panel/panelProtocol$)',
        message: 'The page imports the report, the style of its pages and the panel protocol, nothing else.',
      },
      { regex: '^(node:|vscode$)', message: 'The page runs in a browser.' },
    ],
  ),
);
