import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Texts } from '../process/protocol';

/*
 * Loaded before all else (extension.ts, web/extension.ts), so that also what other files say while they are loaded is in VS Code's display
 * language. Where there is no bundle for it, everything stays English.
 */
export const texts: Texts | undefined = vscode.l10n.bundle;
if (texts) l10n.config({ contents: texts });
