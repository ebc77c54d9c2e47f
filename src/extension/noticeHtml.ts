import { htmlDocument } from '../report/htmlDocument';
import { escaped } from '../report/markup';
import { newNonce } from './nonce';

/** A page that says why there is nothing to show, and what would help. */
export function noticeHtml(title: string, sentence: string, help: string): string {
  const body = `<h1>${escaped(title)}</h1><p role="alert">${escaped(sentence)}</p><p>${escaped(help)}</p>`;
  return htmlDocument(title, body, { nonce: newNonce() });
}
