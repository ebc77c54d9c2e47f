import * as l10n from '@vscode/l10n';
import { createButton } from '../widgets/controls';
import { element } from '../dom';

export interface ZoomHandlers {
  readonly onOut: () => void;
  readonly onIn: () => void;
  readonly onWhole: () => void;
  readonly onFit: () => void;
}

/** What the keys −, + and 0 do in the heatmap, for the mouse. */
export function createZoomButtons({ onOut, onIn, onWhole, onFit }: ZoomHandlers): HTMLElement {
  const buttons = [
    { label: '−', title: l10n.t('Zoom out (−, Ctrl+wheel)'), onClick: onOut },
    { label: '+', title: l10n.t('Zoom in (+, Ctrl+wheel)'), onClick: onIn },
    { label: l10n.t('All'), title: l10n.t('All cells in view (0)'), onClick: onWhole },
    {
      label: l10n.t('Fit'),
      title: l10n.t('Fit: cells as large as the panel’s width allows'),
      onClick: onFit,
    },
  ].map((button) => createButton({ ...button, appearance: 'icon' }).element);
  return element('span', { class: 'zoom', role: 'group', 'aria-label': l10n.t('Zoom') }, ...buttons);
}
