/* npm run test:oldest: the tests in the extension host, in the oldest VS Code that `engines.vscode` lets in. */
process.env['MINE_VSCODE'] = 'oldest';
if (process.argv.length === 2) process.argv.push('host');
await import('./test.mjs');
