import picocolors from 'picocolors';
import type { Format } from '../arguments.ts';
import { wantsColor } from '../io.ts';
import type { Io } from '../io.ts';
import { nameFrom } from '../names.ts';
import type { Report } from '../report.ts';
import { formatGithub } from './github.ts';
import { formatJson } from './json.ts';
import { formatPretty } from './pretty.ts';
import { formatSarif } from './sarif.ts';

const widthWithoutTerminal = 120;

/** What a report looks like in a format, ready to be printed. */
export function formatReport(report: Report, format: Format, io: Io): string {
  switch (format) {
    case 'json':
      return formatJson(report);
    case 'sarif':
      return formatSarif(report, io.version);
    case 'github':
      return formatGithub(report, (file) => nameFrom(io.env['GITHUB_WORKSPACE'] ?? io.cwd, file, io.cwd));
    case 'pretty':
      return formatPretty(report, { colors: picocolors.createColors(wantsColor(io, io.stdout)), width: io.stdout.columns ?? widthWithoutTerminal });
  }
}
