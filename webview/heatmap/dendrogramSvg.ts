import type { ClusterTree } from './clustering';
import { pathOf, treeLines, TREE_WIDTH } from './dendrogram';

const SVG = 'http://www.w3.org/2000/svg';

/** Draws the tree into an element that begins where the grid's rows do. */
export function drawDendrogram(into: HTMLElement, tree: ClusterTree, cell: number): void {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('width', String(TREE_WIDTH));
  svg.setAttribute('height', String(tree.size * cell));
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', pathOf(treeLines(tree, cell)));
  svg.append(path);
  into.replaceChildren(svg);
}
