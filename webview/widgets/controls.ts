import './toolkitNonce';
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeRadio,
  vsCodeRadioGroup,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import { element, setText } from '../dom';

/** The page's controls. Only this file knows which component library draws them. */

provideVSCodeDesignSystem().register(
  vsCodeButton(),
  vsCodeCheckbox(),
  vsCodeDropdown(),
  vsCodeOption(),
  vsCodeRadio(),
  vsCodeRadioGroup(),
  vsCodeTextField(),
);

export interface ButtonOptions {
  readonly label: string;
  /** `icon`: without a frame. */
  readonly appearance: 'primary' | 'secondary' | 'icon';
  /** What it does, where the label is but a sign. */
  readonly title?: string;
  readonly onClick: () => void;
}

export interface ButtonControl {
  readonly element: HTMLElement;
  setLabel(label: string): void;
  setDisabled(disabled: boolean): void;
}

export function createButton({ label, appearance, title, onClick }: ButtonOptions): ButtonControl {
  const button = document.createElement('vscode-button');
  let isDisabled = false;
  button.setAttribute('appearance', appearance);
  button.textContent = label;
  if (title !== undefined) {
    button.title = title;
    button.setAttribute('aria-label', title);
  }
  button.addEventListener('click', () => {
    if (!isDisabled) onClick();
  });
  return {
    element: button,
    setLabel(text) {
      setText(button, text);
    },
    setDisabled(disabled) {
      // Not the button's own `disabled`: that would take the focus away from the keyboard.
      isDisabled = disabled;
      button.setAttribute('aria-disabled', String(disabled));
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

export interface DropdownOptions {
  readonly label: string;
  readonly title: string;
  readonly onChange: (value: string) => void;
}

export interface DropdownControl {
  readonly element: HTMLElement;
  /** Builds the options anew only when they are others. */
  setOptions(options: readonly { readonly value: string; readonly label: string }[]): void;
  setValue(value: string): void;
}

/** One of many, or of a few that need no explanation of their own. */
export function createDropdown({ label, title, onChange }: DropdownOptions): DropdownControl {
  const dropdown = document.createElement('vscode-dropdown') as HTMLElement & { value: string };
  dropdown.setAttribute('aria-label', label);
  let current = '';
  let built = '';
  dropdown.addEventListener('change', () => {
    if (dropdown.value === current) return;
    current = dropdown.value;
    onChange(current);
  });
  return {
    element: element(
      'span',
      { class: 'labelled', title },
      element('span', { 'aria-hidden': 'true' }, label),
      dropdown,
    ),
    setOptions(options) {
      const next = JSON.stringify(options);
      if (next === built) return;
      built = next;
      dropdown.replaceChildren(...options.map(({ value, label: text }) => createOption(value, text)));
      dropdown.value = current;
    },
    setValue(value) {
      current = value;
      dropdown.value = value;
    },
  };
}

function createOption(value: string, text: string): HTMLElement {
  const node = document.createElement('vscode-option');
  node.setAttribute('value', value);
  node.textContent = text;
  return node;
}

export interface TextOptions {
  readonly label: string;
  readonly placeholder: string;
  readonly onInput: (text: string) => void;
}

export interface TextControl {
  readonly element: HTMLElement;
  setValue(text: string): void;
}

export function createTextField({ label, placeholder, onInput }: TextOptions): TextControl {
  const field = document.createElement('vscode-text-field') as HTMLElement & { value: string };
  field.setAttribute('aria-label', label);
  // The component calls itself “Text field” whenever it is connected.
  new MutationObserver(() => {
    if (field.getAttribute('aria-label') !== label) field.setAttribute('aria-label', label);
  }).observe(field, { attributeFilter: ['aria-label'] });
  field.setAttribute('placeholder', placeholder);
  field.title = label;
  let current = '';
  field.addEventListener('input', () => {
    if (field.value === current) return;
    current = field.value;
    onInput(current);
  });
  return {
    element: field,
    setValue(text) {
      current = text;
      if (field.value !== text) field.value = text;
    },
  };
}

export interface CheckboxOptions {
  readonly label: string;
  readonly title: string;
  readonly onChange: (checked: boolean) => void;
}

export interface CheckboxControl {
  readonly element: HTMLElement;
  setChecked(checked: boolean): void;
}

export function createCheckbox({ label, title, onChange }: CheckboxOptions): CheckboxControl {
  const box = document.createElement('vscode-checkbox') as HTMLElement & { checked: boolean };
  box.textContent = label;
  box.title = title;
  let current = false;
  box.addEventListener('change', () => {
    if (box.checked === current) return;
    current = box.checked;
    onChange(current);
  });
  return {
    element: box,
    setChecked(checked) {
      current = checked;
      box.checked = checked;
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
