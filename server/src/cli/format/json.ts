import type { Report } from '../report.ts';
import { jsonLine } from './terminal.ts';

/** One object, with one finding on each line so that it can be searched and compared line by line. */
export function formatJson({ findings, summary }: Report): string {
  const lines = findings.map(jsonLine);
  return `{"findings":[${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n`}],"summary":${JSON.stringify(summary)}}\n`;
}
