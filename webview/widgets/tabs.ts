import { element } from '../dom';

export interface TabsOptions<Value extends string> {
  readonly label: string;
  readonly tabs: readonly { readonly value: Value; readonly label: string; readonly panel: HTMLElement }[];
  readonly onChange: (value: Value) => void;
}

export interface TabsControl<Value extends string> {
  readonly element: HTMLElement;
  setValue(value: Value): void;
}

/** WAI-ARIA's tabs, which follow the focus. The toolkit's would need its own frame around each panel. */
export function createTabs<Value extends string>({
  label,
  tabs,
  onChange,
}: TabsOptions<Value>): TabsControl<Value> {
  const nodes = new Map(
    tabs.map(({ value, label: text, panel }) => {
      panel.id = `panel-${value}`;
      panel.setAttribute('role', 'tabpanel');
      panel.setAttribute('aria-labelledby', `tab-${value}`);
      const node = element(
        'button',
        { type: 'button', role: 'tab', id: `tab-${value}`, 'aria-controls': panel.id },
        text,
      );
      node.addEventListener('click', () => {
        choose(value);
      });
      return [value, node] as const;
    }),
  );
  const list = element('div', { class: 'tabs', role: 'tablist', 'aria-label': label }, ...nodes.values());
  let current: Value | undefined;
  const show = (value: Value) => {
    current = value;
    for (const { value: other, panel } of tabs) {
      nodes.get(other)?.setAttribute('aria-selected', String(other === value));
      nodes.get(other)?.setAttribute('tabindex', other === value ? '0' : '-1');
      panel.hidden = other !== value;
    }
  };
  const choose = (value: Value) => {
    if (value === current) return;
    show(value);
    onChange(value);
  };
  list.addEventListener('keydown', (event) => {
    const at = tabs.findIndex(({ value }) => value === current);
    const next = { ArrowLeft: tabs[at - 1], ArrowRight: tabs[at + 1], Home: tabs[0], End: tabs.at(-1) }[
      event.key
    ];
    if (!next) return;
    event.preventDefault();
    choose(next.value);
    nodes.get(next.value)?.focus();
  });
  return { element: list, setValue: show };
}
