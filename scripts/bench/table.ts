import type { Measurement } from './measure.ts';

/** Prints measurements as a table, and what misses its target. */
export function printTable(measurements: readonly Measurement[]): void {
  const rows = [['', 'median', 'p95', '× parse', 'target', ''], ...measurements.map(row)];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  for (const cells of rows) {
    console.log(cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ').trimEnd());
  }
}

function row({ what, value, unit, ratio, target, p95 }: Measurement): string[] {
  return [
    what, `${rounded(value)} ${unit}`, p95 === undefined ? '' : `${rounded(p95)} ${unit}`, ratio === undefined ? '' : `${rounded(ratio)} ×`,
    target === undefined ? '' : `${target} ${unit}`, target === undefined ? '' : value <= target ? 'reached' : 'missed',
  ];
}

/** Three digits are as many as a measurement on a shared machine deserves. */
function rounded(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
