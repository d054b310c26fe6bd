import { virtualService } from '../../kinds/virtual-service.ts';
import type { Problem } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import { headerValueFlaw } from '../../text/header-format.ts';
import { shown } from '../../text/istio-names.ts';
import { routesOf } from '../../views/routes.ts';
import { isPlaceholder } from '../../yaml/value.ts';
import type { Value } from '../../yaml/value.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const vsHeadersInvalid = resourceRule({
  id: 'vs-headers-invalid',
  title: 'Headers that cannot be changed so',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [virtualService],
  docs: `\`headers\` adds, sets and removes headers of requests and responses. Istio refuses:

- an empty name; a name that starts with a colon; \`Host\` in responses and in \`remove\` (in requests, \`Host\` and \`:authority\` may be set),
- setting the authority twice, in \`headers\` and in \`rewrite.authority\`,
- a value with control characters, or with a \`%\` that is neither doubled nor one of a pair around a variable (\`%HOSTNAME%\`).

**Do:** correct the name or value; to change the host of requests, use \`rewrite.authority\` alone.`,
  check(resource, report) {
    for (const rule of routesOf(resource, 'http')) {
      for (const holder of [rule, ...rule.at('route').items()]) {
        const headers = holder.at('headers');
        if (!headers.exists) continue;
        const { set, removed } = changesOf(headers);
        for (const { entry, response } of set) reportEntry(entry, nameFlaw(String(entry.step), response) ?? valueFlaw(entry), report);
        for (const item of removed) {
          const flaw = item.string === undefined ? undefined : nameFlaw(item.string, true);
          if (flaw !== undefined) report({ span: markOf(item), ...refusedByIstio, message: `${flaw}. Istio refuses the VirtualService. Delete it from the list.` });
        }
      }
      checkAuthority(rule, resource, report);
    }
  },
});

interface Change {
  readonly entry: Value;
  readonly response: boolean;
}

/** Which headers are set and added, and which removed. */
function changesOf(headers: Value): { readonly set: readonly Change[]; readonly removed: readonly Value[] } {
  const set = ['request', 'response'].flatMap((side) => ['add', 'set'].flatMap((operation) =>
    headers.at(side, operation).entries().map((entry) => ({ entry, response: side === 'response' }))));
  return { set, removed: ['request', 'response'].flatMap((side) => headers.at(side, 'remove').items()) };
}

function reportEntry(entry: Value, flaw: string | undefined, report: (problem: Problem) => void): void {
  if (flaw !== undefined) report({ span: entry.keySpan, ...refusedByIstio, message: `${flaw}. Istio refuses the VirtualService. Correct it.` });
}

/** Why the header of this name cannot be changed. In requests the authority can be set. */
function nameFlaw(name: string, strict: boolean): string | undefined {
  if (isPlaceholder(name)) return undefined;
  if (name === '') return 'The name of a header is empty';
  if (isAuthority(name)) return strict ? `The header ${name} cannot be changed here` : undefined;
  return name.startsWith(':') ? `The header ${shown(name)} cannot be changed, as it starts with a colon` : undefined;
}

function valueFlaw(entry: Value): string | undefined {
  const flaw = entry.string === undefined ? undefined : headerValueFlaw(entry.string);
  return flaw === undefined ? undefined : `The value of ${String(entry.step)} ${flaw}`;
}

function isAuthority(name: string): boolean {
  return /^(?::authority|host)$/i.test(name);
}

/** The authority may be set in one place of a rule only. */
function checkAuthority(rule: Value, resource: Resource, report: (problem: Problem) => void): void {
  const request = rule.at('headers', 'request');
  if (!request.exists) return;
  const places = [rule.at('rewrite', 'authority'), ...[...request.at('set').entries(), ...request.at('add').entries()].filter(({ step }) => isAuthority(String(step)))];
  const [first, second] = places.filter(({ string }) => string !== undefined && string !== '');
  if (first === undefined || second === undefined) return;
  report({
    span: second.keySpan, ...refusedByIstio, related: [{ resource, span: first.keySpan, message: 'sets it first' }],
    message: 'The host of requests is set twice in this rule, and Istio refuses the VirtualService. Keep one, best rewrite.authority.',
  });
}
