import type { FromPanel, ToPanel } from '../src/extension/panel/panelProtocol';

type Draw = Extract<ToPanel, { type: 'draw' }>;

/** Pixels for each of the figure's: sharp in print and on dense screens. */
const DENSITY = 2;
/** Browsers refuse larger canvases. */
const MOST_PIXELS = 16_384;

/** Draws an SVG of the extension's as a PNG; the answer holds none where it cannot be drawn. */
export async function drawPng({ drawing, svg, width, height }: Draw): Promise<FromPanel> {
  const density = Math.min(DENSITY, MOST_PIXELS / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * density);
  canvas.height = Math.round(height * density);
  const context = canvas.getContext('2d');
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  try {
    await image.decode();
    context?.drawImage(image, 0, 0, canvas.width, canvas.height);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return { type: 'drawn', drawing, png: '' };
  }
  const [, png = ''] = context ? canvas.toDataURL('image/png').split('base64,') : [];
  return { type: 'drawn', drawing, png };
}
