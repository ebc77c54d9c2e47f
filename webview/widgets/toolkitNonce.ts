/**
 * Gives every <style> element the nonce of the page's own script. The toolkit makes one such element for its design
 * tokens and cannot be told the nonce; without it the page's content security policy refuses the element. This module
 * has to run before the toolkit is loaded, so it is imported first, in controls.ts alone.
 */
interface ElementMaker {
  createElement(tag: string, options?: ElementCreationOptions): HTMLElement;
}

const page: ElementMaker = document;
const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce;
const createElement = page.createElement.bind(page);

page.createElement = (tag, options) => {
  const node = createElement(tag, options);
  if (nonce && node instanceof HTMLStyleElement) node.nonce = nonce;
  return node;
};
