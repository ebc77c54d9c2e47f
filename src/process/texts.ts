import * as l10n from '@vscode/l10n';
import type { Texts } from './protocol';

let spoken: Texts | undefined;

/** What is said here from now on is said in these sentences; without them in English. */
export function speak(texts: Texts | undefined): void {
  spoken = texts;
  l10n.config({ contents: texts ?? {} });
}

/** For threads, which speak as their process does. */
export function spokenTexts(): Texts | undefined {
  return spoken;
}
