/** Values in rules of AuthorizationPolicies. Source: `pkg/config/security/security.go`. Each check gives a clause without a full stop. */

/** Why a text names no service account, `name` or `namespace/name`. */
export function serviceAccountFlaw(text: string): string | undefined {
  if (text.includes('*')) return 'a service account is named without wildcards';
  const parts = text.split('/');
  return parts.length > 2 || parts.includes('') ? 'a service account is named as name or namespace/name' : undefined;
}

/** Why a text is no trust domain, with at most one `*` at its start or end. */
export function trustDomainFlaw(text: string): string | undefined {
  const count = text.split('*').length - 1;
  if (count > 1) return 'one * is allowed';
  return count === 1 && !text.startsWith('*') && !text.endsWith('*') ? 'the * may stand at the start or the end only' : undefined;
}

const literal = /^[a-zA-Z0-9\-._~%!$&'()+,;:@=]+$/;

/** Why a text is no path that a policy can match: segments `{*}` and `{**}` stand for one and for any number of segments. */
export function pathTemplateFlaw(path: string): string | undefined {
  const isTemplate = path.includes('{*}') || path.includes('{**}');
  let ended = false;
  for (const segment of path.replace(/^\/+|\/+$/g, '').split('/')) {
    const isWildcard = segment === '{*}' || segment === '{**}';
    if (isWildcard && ended) return 'behind {**} no other {*} or {**} can stand';
    if (segment === '{**}') ended = true;
    if (isWildcard) continue;
    if (/[{}]/.test(segment)) return 'braces may only stand in whole segments {*} and {**}';
    if (isTemplate && !literal.test(segment)) return `the segment ${JSON.stringify(segment)} has characters that cannot stand beside {*} and {**}`;
  }
  return undefined;
}
