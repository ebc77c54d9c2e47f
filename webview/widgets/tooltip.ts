import { element } from '../dom';

/** A few lines beside a cell. Cells carry the same words as their name, so this one is for the eye only. */
export class Tooltip {
  readonly element = element('div', { class: 'tooltip', 'aria-hidden': 'true' });

  constructor() {
    this.hide();
    addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.hide();
    });
    addEventListener(
      'scroll',
      () => {
        this.hide();
      },
      { capture: true, passive: true },
    );
  }

  show(anchor: DOMRect, title: string, lines: readonly string[]): void {
    this.element.replaceChildren(
      element('strong', {}, title),
      ...lines.map((line) => element('span', {}, line)),
    );
    this.element.hidden = false;
    this.#place(anchor);
  }

  hide(): void {
    this.element.hidden = true;
  }

  /** Above the cell and to its right, where the triangle is empty, or on the other side where the window ends. */
  #place(anchor: DOMRect): void {
    const gap = 6;
    const { width, height } = this.element.getBoundingClientRect();
    const fitsRight = anchor.right + gap + width < innerWidth;
    const fitsAbove = anchor.top - gap - height > 0;
    const left = fitsRight ? anchor.right + gap : Math.max(gap, anchor.left - gap - width);
    const top = fitsAbove ? anchor.top - gap - height : anchor.bottom + gap;
    this.element.style.setProperty('left', `${left}px`);
    this.element.style.setProperty('top', `${top}px`);
  }
}
