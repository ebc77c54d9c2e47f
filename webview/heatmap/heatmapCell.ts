import * as l10n from '@vscode/l10n';
import type { PairState } from '../../src/report/report';
import { element, setText } from '../dom';
import {
  counted,
  formatInformation,
  formatInterval,
  formatShort,
  formatTight,
  UNIT_NAMES,
  type Units,
} from '../format';
import type { Density, GridCell, GridLayout } from './gridLayout';
import { correlationOfInformation, cssColour, type Scale } from '../scale';
import type { Shown } from '../state';
import { pairNames } from '../variables';
import { cellName, settledness, statusWords } from '../words';

/** One cell of the heatmap: how it is built, once, and painted, whenever its pair changes. */

export function buildCell(cell: GridCell, kind: GridLayout['kind']): HTMLElement {
  if (cell === 'outside') return element('span', { class: 'outside', role: 'presentation' });
  if (typeof cell === 'string') {
    const label = cell === 'unchosen' ? l10n.t('not chosen') : l10n.t('filtered out');
    const attributes = { class: 'cell', role: 'gridcell', 'data-status': cell, 'aria-label': label };
    return element('div', attributes);
  }
  const node = element('div', {
    class: 'cell',
    role: 'gridcell',
    tabindex: '-1',
    'aria-selected': 'false',
    'data-index': String(cell),
  });
  if (kind === 'list')
    node.append(
      element(
        'span',
        { class: 'track' },
        element('span', { class: 'bar' }),
        element('span', { class: 'whisker' }),
      ),
    );
  node.append(element('span', { class: 'value' }));
  if (kind === 'list') node.append(element('span', { class: 'interval' }));
  return node;
}

export function paintCell(
  node: HTMLElement,
  pair: PairState,
  { variables, units }: Shown,
  scale: Scale,
  density: Density,
): void {
  const position = pair.mi === null ? 0 : correlationOfInformation(pair.mi);
  const { fill, ink } = scale(position);
  node.dataset['status'] = pair.status;
  node.dataset['settled'] = settledness(pair);
  node.style.setProperty('--fill', cssColour(fill));
  node.style.setProperty('--ink', cssColour(ink));
  node.style.setProperty('--share', `${100 * position}%`);
  const [low, high] = (pair.interval ?? [0, 0]).map(correlationOfInformation);
  node.style.setProperty('--low', `${100 * (low ?? 0)}%`);
  node.style.setProperty('--high', `${100 * (high ?? 0)}%`);
  node.setAttribute('aria-label', cellName(pair, pairNames(pair, variables), units));
  const value = node.querySelector('.value');
  if (value) setText(value, cellText(pair, units, density));
  // Shown by the stylesheet: as text it would have to be part of the cell's name.
  const interval = pair.interval ? formatInterval(pair.interval, units, 2) : '';
  node.querySelector('.interval')?.setAttribute('data-interval', interval);
}

export function buildRowHeader(name: string): HTMLElement {
  return element('div', { class: 'rowheader', role: 'rowheader', title: name }, breakable(name));
}

export function buildColumnHeader(name: string, kind: GridLayout['kind']): HTMLElement {
  const content =
    kind === 'matrix'
      ? [breakable(name)]
      : [
          element('span', { class: 'unseen' }, l10n.t('with {0}', name)),
          element('span', { class: 'value' }),
          element('span', { class: 'interval', 'data-interval': l10n.t('90 % interval') }),
        ];
  return element('div', { class: 'columnheader', role: 'columnheader', title: name }, ...content);
}

/** The index of the pair whose cell an event came from. */
export function indexOfCell(target: EventTarget | null): number | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('.grid [data-index]') : null;
  return cell ? Number(cell.dataset['index']) : undefined;
}

export function tooltipLines(pair: PairState, units: Units): string[] {
  return [
    ...(pair.mi === null ? [] : [`${formatInformation(pair.mi, units)} ${UNIT_NAMES[units]}`]),
    ...(pair.interval ? [l10n.t('90 % interval {0}', formatInterval(pair.interval, units))] : []),
    l10n.t('{0}, {1}', counted(pair.n, 'row'), statusWords(pair)),
    ...(pair.error === undefined ? [] : [pair.error]),
  ];
}

/** A long name may be broken after the signs that join words in column names. */
export function nameParts(name: string): string[] {
  return name.split(/(?<=[_.\- /])/);
}

function breakable(name: string): HTMLElement {
  const text = element('span');
  for (const part of nameParts(name)) text.append(part, element('wbr'));
  return text;
}

export function cellText(pair: PairState, units: Units, density: Density): string {
  if (pair.status === 'failed') return '×';
  if (pair.mi === null || density === 'none') return '';
  return density === 'full' ? formatShort(pair.mi, units) : formatTight(pair.mi, units);
}
