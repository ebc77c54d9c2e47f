import { element, setText } from '../dom';

export interface DisclosureOptions {
  readonly label: string;
  readonly content: HTMLElement;
  /** Laid over what is below it: goes away on Escape, when something in it is pressed, and when the focus leaves it. */
  readonly isMenu: boolean;
}

export interface DisclosureControl {
  /** The button; the content has a place of its own. */
  readonly element: HTMLElement;
  setLabel(label: string): void;
}

/**
 * WAI-ARIA's disclosure: a button that shows what there is no room for. Where there is room the stylesheet shows the
 * content anyway, and not the button.
 */
export function createDisclosure({ label, content, isMenu }: DisclosureOptions): DisclosureControl {
  const button = element(
    'button',
    { type: 'button', class: 'disclosure', 'aria-controls': content.id },
    label,
  );
  const show = (isOpen: boolean) => {
    button.setAttribute('aria-expanded', String(isOpen));
    content.toggleAttribute('data-open', isOpen);
  };
  const isOpen = () => content.hasAttribute('data-open');
  show(false);
  button.addEventListener('click', () => {
    show(!isOpen());
  });
  if (isMenu) {
    const leave = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget instanceof Node && (content.contains(relatedTarget) || relatedTarget === button))
        return;
      show(false);
    };
    const close = () => {
      if (!isOpen()) return;
      if (content.contains(document.activeElement)) button.focus();
      show(false);
    };
    for (const node of [button, content]) {
      node.addEventListener('focusout', leave);
      node.addEventListener('keydown', ({ key }) => {
        if (key === 'Escape') close();
      });
    }
    content.addEventListener('click', close);
  }
  return {
    element: button,
    setLabel(text) {
      setText(button, text);
    },
  };
}
