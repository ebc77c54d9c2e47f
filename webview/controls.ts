import './toolkitNonce';
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeRadio,
  vsCodeRadioGroup,
} from '@vscode/webview-ui-toolkit';
import { element } from './dom';

/** The page's controls. Only this file knows which component library draws them. */

provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeRadio(), vsCodeRadioGroup());

export interface ButtonOptions {
  readonly label: string;
  readonly appearance: 'primary' | 'secondary';
  readonly onClick: () => void;
}

export interface ButtonControl {
  readonly element: HTMLElement;
  setDisabled(disabled: boolean): void;
}

export function createButton({ label, appearance, onClick }: ButtonOptions): ButtonControl {
  const button = document.createElement('vscode-button') as HTMLElement & { disabled: boolean };
  button.setAttribute('appearance', appearance);
  button.textContent = label;
  button.addEventListener('click', () => {
    if (!button.disabled) onClick();
  });
  return {
    element: button,
    setDisabled(disabled) {
      button.disabled = disabled;
    },
  };
}

export interface ChoiceOptions<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly title: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

export interface ChoiceControl<Value extends string> {
  readonly element: HTMLElement;
  setValue(value: Value): void;
}

/** One of a few, all in view. */
export function createChoice<Value extends string>(choice: ChoiceOptions<Value>): ChoiceControl<Value> {
  const group = document.createElement('vscode-radio-group') as HTMLElement & { value: string };
  group.setAttribute('orientation', 'horizontal');
  group.append(element('label', { slot: 'label' }, choice.label));
  for (const { value, label, title } of choice.options) {
    const radio = document.createElement('vscode-radio');
    radio.setAttribute('value', value);
    radio.title = title;
    radio.textContent = label;
    group.append(radio);
  }
  let current = choice.value;
  group.setAttribute('value', current);
  // The group also reports changes that the page made itself: those are no one's choice.
  group.addEventListener('change', () => {
    const chosen = choice.options.find(({ value }) => value === group.value)?.value;
    if (chosen === undefined || chosen === current) return;
    current = chosen;
    choice.onChange(chosen);
  });
  return {
    element: group,
    setValue(value) {
      current = value;
      group.value = value;
    },
  };
}

export interface ProgressControl {
  readonly element: HTMLElement;
  /** Share done, 0..1. */
  setShare(share: number): void;
}

export function createProgress(label: string): ProgressControl {
  const bar = element('progress', { max: '1', value: '0', 'aria-label': label });
  return {
    element: bar,
    setShare(share) {
      bar.value = share;
    },
  };
}

/** Makes the controls take the theme's present colours. The toolkit looks only when the body's class is set. */
export function refreshControls(): void {
  document.body.setAttribute('class', document.body.className);
}
