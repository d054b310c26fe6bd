// The arguments of `egress-lint trace`.
import { isIP } from 'node:net';
import { defaultOptions, nameProblem } from '../../engine/index.ts';
import type { LintOptions, TraceRequest, TraceSource } from '../../engine/index.ts';
import { meshOptionSpecs, readMeshOptions, readNamespace } from '../mesh-options.ts';
import { readOptions } from '../read-options.ts';
import type { OptionForm } from '../read-options.ts';

const traceFormats = ['pretty', 'json'] as const;
export type TraceFormat = (typeof traceFormats)[number];

export interface TraceArguments {
  readonly paths: readonly string[];
  /** In the order given. */
  readonly requests: readonly TraceRequest[];
  readonly from: TraceSource | undefined;
  readonly format: TraceFormat;
  readonly help: boolean;
  readonly options: LintOptions;
  /** What is wrong with the arguments; the rest counts for nothing unless this is empty. */
  readonly problems: readonly string[];
}

/** The options of `egress-lint trace`. */
export const traceOptions: readonly OptionForm[] = [
  { name: 'from', value: 'NAMESPACE[/LABELS]' }, { name: 'format', short: 'f', value: 'FORMAT' }, { name: 'namespace', short: 'n', value: 'NAME' }, { name: 'complete' },
  { name: 'help', short: 'h' }, ...meshOptionSpecs,
];

const label = /^[A-Za-z0-9./_-]+=[A-Za-z0-9._-]*$/;

export function parseTraceArguments(args: readonly string[]): TraceArguments {
  const { positionals, values, problems } = readOptions(args, traceOptions, (written) => `trace has no option ${written}.`);
  const last = (name: string): string | undefined => values.get(name)?.at(-1);
  const urls = positionals.filter((text) => text.includes('://'));
  const namespace = readNamespace('namespace', last('namespace'), problems);
  return {
    paths: positionals.filter((text) => !text.includes('://')),
    requests: urls.flatMap((url) => readUrl(url, problems)),
    from: readSource(last('from'), problems),
    format: readFormat(last('format'), problems),
    help: values.has('help'),
    options: { ...defaultOptions, workspaceIsComplete: values.has('complete'), ...(namespace === undefined ? {} : { namespace }), ...readMeshOptions(values, problems) },
    problems,
  };
}

function readFormat(text: string | undefined, problems: string[]): TraceFormat {
  const found = traceFormats.find((one) => one === (text ?? 'pretty'));
  if (found === undefined) problems.push(`--format of trace is pretty or json, not ${text ?? ''}.`);
  return found ?? 'pretty';
}

/** `shop`, `shop/app=web`, `shop/app=web,version=v1`. */
function readSource(text: string | undefined, problems: string[]): TraceSource | undefined {
  if (text === undefined) return undefined;
  const slash = text.indexOf('/');
  const namespace = slash < 0 ? text : text.slice(0, slash);
  const labels = slash < 0 ? [] : text.slice(slash + 1).split(',');
  if (nameProblem(namespace, 'dns-1123-label') !== undefined) problems.push(`--from ${text}: it starts with a namespace (shop, or shop/app=web).`);
  const wrong = labels.find((one) => !label.test(one));
  if (wrong !== undefined) problems.push(`--from ${text}: ${wrong === '' ? 'a label is empty' : `${wrong} is no label`} (shop/app=web,version=v1).`);
  return { namespace, labels: new Map(labels.map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)])) };
}

const schemes: Readonly<Record<string, { readonly protocol: TraceRequest['protocol']; readonly port: string | undefined }>> = {
  http: { protocol: 'HTTP', port: '80' }, https: { protocol: 'TLS', port: '443' }, tcp: { protocol: 'TCP', port: undefined },
};
const url = /^(https?|tcp):\/\/(?:\[([0-9a-fA-F:.]+)\]|([^\s:/?#@[\]]+))(?::(\d{1,5}))?(?:\/[^?#]*)?(?:\?([^#]*))?$/;

/** `http://host:80`, `https://host:443` (the application itself speaks TLS), `tcp://host:5432?address=192.0.2.10`. */
function readUrl(text: string, problems: string[]): readonly TraceRequest[] {
  const [, scheme = '', address, name, number, query = ''] = url.exec(text) ?? [];
  const known = schemes[scheme];
  const host = address ?? name;
  if (host === undefined || known === undefined) {
    problems.push(`${text} is none of http://host:80, https://host:443, tcp://host:5432?address=192.0.2.10.`);
    return [];
  }
  const port = Number(number ?? known.port);
  if (!(port >= 1 && port <= 65535)) {
    problems.push(`${text} needs a port between 1 and 65535.`);
    return [];
  }
  const at = readAddress(text, scheme, new URLSearchParams(query), problems);
  return [{ host, port, protocol: known.protocol, ...(at === '' ? {} : { address: at }) }];
}

/** What the application connects to; empty where it is not said. What stands behind the path of HTTP is the application's own. */
function readAddress(text: string, scheme: string, parameters: URLSearchParams, problems: string[]): string {
  const at = parameters.get('address') ?? '';
  const unknown = scheme === 'tcp' ? [...parameters.keys()].find((key) => key !== 'address') : undefined;
  if (unknown !== undefined) problems.push(`${text}: ?${unknown}= means nothing here; there is ?address=192.0.2.10.`);
  if (at !== '' && isIP(at) === 0) problems.push(`${text}: ${at} is no IP address.`);
  return at;
}
