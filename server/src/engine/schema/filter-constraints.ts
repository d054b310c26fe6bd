// The named checks of filters in routes of the Gateway API (schemas/CONSTRAINTS.md).
import type { Value } from '../yaml/value.ts';
import { isUnset, repeatsIn, tagged, textOr } from './constraint.ts';
import type { Check, Refused } from './constraint.ts';

const fieldOfFilter: Readonly<Record<string, string>> = {
  RequestHeaderModifier: 'requestHeaderModifier', ResponseHeaderModifier: 'responseHeaderModifier', RequestMirror: 'requestMirror', RequestRedirect: 'requestRedirect',
  URLRewrite: 'urlRewrite', ExtensionRef: 'extensionRef', CORS: 'cors', ExternalAuth: 'externalAuth',
};

const once: ReadonlySet<string> = new Set(['RequestHeaderModifier', 'ResponseHeaderModifier', 'RequestRedirect', 'URLRewrite', 'CORS']);

function filtersOnce(filters: Value): readonly Refused[] {
  const typeOf = (filter: Value): string | undefined => filter.at('type').string;
  return repeatsIn(filters, (filter) => (once.has(typeOf(filter) ?? '') ? typeOf(filter) : undefined))
    .map((filter) => ({ at: filter.at('type'), reason: `cannot be ${typeOf(filter) ?? ''} twice in one list: put all of it into one filter` }));
}

function redirectOrRewrite(filters: Value): readonly Refused[] {
  const typeAt = (type: string): Value | undefined => filters.items().map((filter) => filter.at('type')).find(({ string }) => string === type);
  const rewrite = typeAt('URLRewrite');
  return rewrite !== undefined && typeAt('RequestRedirect') !== undefined ? [{ at: rewrite, reason: 'cannot be URLRewrite beside RequestRedirect: a request that is redirected goes nowhere else' }] : [];
}

function redirectWithoutBackends(rule: Value): readonly Refused[] {
  if (rule.at('backendRefs').items().length === 0) return [];
  return rule.at('filters').items().filter((filter) => filter.at('type').string === 'RequestRedirect').map((filter) => filter.at('requestRedirect')).filter((redirect) => redirect.exists)
    .map((at) => ({ at, reason: 'cannot stand in a rule with backendRefs: a request that is redirected reaches none' }));
}

/** The one filter of a list that replaces a prefix by this field; `undefined` where none does, or several. */
function replacedPrefix(filters: Value, field: string): Value | undefined {
  const found = filters.items().map((filter) => filter.at(field, 'path')).filter((path) => path.at('type').string === 'ReplacePrefixMatch' && path.at('replacePrefixMatch').exists);
  return found.length === 1 ? found[0]?.at('replacePrefixMatch') : undefined;
}

/** Whether the rule matches by exactly one prefix; without matches it has that of all paths. */
function matchesOnePrefix(rule: Value): boolean {
  const matches = rule.at('matches');
  if (isUnset(matches) || matches.type === 'unknown' || rule.hasUnknownEntries) return true;
  const [match, ...more] = matches.items();
  if (match === undefined || more.length > 0) return false;
  return match.hasUnknownEntries || match.at('path').hasUnknownEntries || (textOr(match.at('path', 'type'), 'PathPrefix') ?? 'PathPrefix') === 'PathPrefix';
}

function replacedPrefixes(rule: Value): readonly Refused[] {
  if (matchesOnePrefix(rule)) return [];
  const reason = 'needs exactly one match in the rule, with a path of type PathPrefix: otherwise there is no prefix that could be replaced';
  return ['requestRedirect', 'urlRewrite'].flatMap((field) => {
    const own = replacedPrefix(rule.at('filters'), field);
    const ofBackends = rule.at('backendRefs').items().map((backend) => replacedPrefix(backend.at('filters'), field)).filter((one) => one !== undefined);
    // Of several backends that replace prefixes the CRD's rule says nothing.
    return [...(own === undefined ? [] : [own]), ...(ofBackends.length === 1 ? ofBackends : [])].map((at) => ({ at, reason }));
  });
}

function fractionOfOne(fraction: Value): readonly Refused[] {
  const [at, of] = [fraction.at('numerator'), fraction.at('denominator')];
  const isWritten = !isUnset(of);
  const whole = isWritten || fraction.hasUnknownEntries ? of.number : 100;
  return at.number !== undefined && whole !== undefined && at.number > whole ? [{ at, reason: `must be at most ${whole}, the denominator${isWritten ? '' : ' where none is written'}` }] : [];
}

function starAlone(list: Value): readonly Refused[] {
  const items = list.items();
  return items.length < 2 ? [] : items.filter(({ string }) => string === '*').map((at) => ({ at, reason: 'cannot be * beside others: it stands for all of them' }));
}

const redirectCodes: readonly number[] = [301, 302, 303, 307, 308];

function redirectCode({ number }: Value): readonly Refused[] {
  return number === undefined || redirectCodes.includes(number) ? [] : [{ reason: `must be 301, 302, 303, 307 or 308, not ${number}` }];
}

export const filterConstraints: Readonly<Record<string, Check>> = {
  'external-auth-protocol': tagged('protocol', { HTTP: 'http', GRPC: 'grpc' }),
  'filter-type': tagged('type', fieldOfFilter),
  'filters-once': filtersOnce,
  'filters-redirect-or-rewrite': redirectOrRewrite,
  'fraction-of-one': fractionOfOne,
  'path-modifier-type': tagged('type', { ReplaceFullPath: 'replaceFullPath', ReplacePrefixMatch: 'replacePrefixMatch' }),
  'redirect-code': redirectCode,
  'redirect-without-backends': redirectWithoutBackends,
  'replaced-prefix': replacedPrefixes,
  'star-alone': starAlone,
};
