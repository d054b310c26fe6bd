import { cellsOf } from './terminal.ts';
import type { Cell } from './terminal.ts';

/** The part of a line that is shown, and what is marked below it. */
export interface Frame {
  readonly text: string;
  readonly before: number;
  readonly marked: number;
}

const ellipsis = '…';

/**
 * A source line cut to the width, around what is marked: columns from 1 in UTF-16 units, the end exclusive. At least one
 * character is marked, be it the one after the end of the line.
 */
export function frameOf(line: string, from: number, to: number, width: number): Frame {
  const cells = cellsOf(line);
  const start = from > line.length ? cells.length : Math.max(0, cells.findLastIndex((cell) => cell.start < from));
  const next = cells.findIndex((cell) => cell.start >= to - 1);
  const end = Math.max(start + 1, next < 0 ? cells.length : next);
  const shown = visible(cells, start, end, width);
  const marked = widthOf(cells.slice(start, Math.min(end, shown.to)));
  return {
    text: (shown.from > 0 ? ellipsis : '') + cells.slice(shown.from, shown.to).map((cell) => cell.text).join('') + (shown.to < cells.length ? ellipsis : ''),
    before: (shown.from > 0 ? 1 : 0) + widthOf(cells.slice(shown.from, start)),
    marked: Math.max(1, marked),
  };
}

/** The cells to show: the line from its start where that reaches, else from a little before what is marked. */
function visible(cells: readonly Cell[], start: number, end: number, width: number): { readonly from: number; readonly to: number } {
  const room = Math.max(20, width) - 2;
  const context = Math.min(start, Math.floor(room / 4));
  const from = widthOf(cells.slice(0, end)) <= room ? 0 : start - context;
  let to = from;
  for (let used = 0; to < cells.length; to++) {
    used += cells[to]?.width ?? 0;
    if (used > room) break;
  }
  return { from, to };
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.width, 0);
}
