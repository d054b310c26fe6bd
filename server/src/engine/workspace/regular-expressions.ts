// The regular expressions of a resource.
import { perResource } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import { gatewayRoute, routeKinds } from '../views/gateway-api.ts';
import type { ParsedDocument, Value } from '../yaml/value.ts';
import { fieldsOf } from './walk.ts';

/** The texts that are compared as regular expressions. Routes of the Gateway API say so in `type` beside the text. */
export const regularExpressions = perResource((resource: Resource): readonly Value[] => {
  if (!mayNameThem(resource.entry.document)) return none;
  if (!routeKinds.includes(resource.kind)) return fieldsOf(resource, 'regex').map(({ value }) => value).filter((value) => !isPresence(value));
  return gatewayRoute(resource).rules.flatMap(({ matches }) => matches.flatMap(ofMatch));
});

const none: readonly Value[] = [];

/** Every field of them has `regex` in its name, `RegularExpression` is the word of the Gateway API; in quotes letters may be escaped. */
function mayNameThem({ text }: ParsedDocument): boolean {
  return /reg(?:ex|ular)|\\/i.test(text);
}

/** `*` as the regular expression of a header that must be absent. */
function isPresence(value: Value): boolean {
  return value.string === '*' && value.parent?.parent?.step === 'withoutHeaders';
}

function ofMatch(match: Value): readonly Value[] {
  const [path, method] = [match.at('path'), match.at('method')];
  const compared = [path, ...match.at('headers').items(), ...match.at('queryParams').items()].filter(isExpression).map((one) => one.at('value'));
  return [...compared, ...(isExpression(method) ? [method.at('service'), method.at('method')] : [])].filter((value) => value.exists);
}

function isExpression(condition: Value): boolean {
  return condition.at('type').string === 'RegularExpression';
}
