import { which } from '../run.mjs';

/**
 * The `code` command of a desktop VS Code that can open a window here.
 * @returns {string | undefined} its full path
 */
export function findDesktop() {
  // In the terminal of a remote window, `code` is another program, which opens files on the far side.
  if (process.env['VSCODE_IPC_HOOK_CLI']) return undefined;
  const hasScreen =
    process.platform !== 'linux' || !!process.env['DISPLAY'] || !!process.env['WAYLAND_DISPLAY'];
  return hasScreen ? which(['code']) : undefined;
}
