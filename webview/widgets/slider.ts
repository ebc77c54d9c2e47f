import { element } from '../dom';

export interface SliderOptions {
  readonly label: string;
  readonly title: string;
  /** What the position 0..1 means. */
  readonly words: (position: number) => string;
  readonly onInput: (position: number) => void;
}

export interface SliderControl {
  readonly element: HTMLElement;
  setValue(position: number): void;
}

/** A position 0..1. The toolkit has no slider: the browser's own takes the theme's colours. */
export function createSlider({ label, title, words, onInput }: SliderOptions): SliderControl {
  const slider = element('input', {
    type: 'range',
    min: '0',
    max: '0.99',
    step: '0.01',
    'aria-label': label,
  });
  const reading = element('output', { class: 'slider-reading' });
  const show = () => {
    const text = words(slider.valueAsNumber);
    reading.textContent = text;
    slider.setAttribute('aria-valuetext', text);
  };
  slider.addEventListener('input', () => {
    show();
    onInput(slider.valueAsNumber);
  });
  return {
    element: element(
      'span',
      { class: 'labelled', title },
      element('span', { 'aria-hidden': 'true' }, label),
      slider,
      reading,
    ),
    setValue(position) {
      slider.valueAsNumber = position;
      show();
    },
  };
}
