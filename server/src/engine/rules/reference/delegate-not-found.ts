import { replaceString } from '../../edits/scalar.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Problem, Related } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { nearestNamed } from '../../references/nearest-named.ts';
import { pointTo } from '../../references/point-to.ts';
import { unresolvedSeverity } from '../../references/severity.ts';
import { fitsInto } from '../../trace/delegates.ts';
import { isVisibleTo } from '../../references/visibility.ts';
import { routesOf, virtualServiceRole } from '../../views/routes.ts';
import { allInNamespace, anyInNamespace, findByName } from '../../workspace/indexes/by-name.ts';
import type { Value } from '../../yaml/value.ts';
import { referenceRule } from '../define.ts';

export const delegateNotFound = referenceRule({
  id: 'delegate-not-found',
  title: 'Delegate that does not count',
  severity: 'error',
  since: '0.1.0',
  kinds: [virtualService],
  fixable: true,
  docs: `A route leaves its requests to a \`delegate\`, a second VirtualService, and Istio finds none that it may use. It then leaves the route out, and says so only in its log: the requests get the next route that matches, or 404.

- There is no VirtualService of that name in the namespace of the delegate, which is that of the VirtualService itself where \`delegate.namespace\` is absent.
- It has \`hosts\` of its own, so it is a VirtualService beside this one and no delegate.
- Its \`exportTo\` does not include the namespace of this VirtualService.
- A match of the delegate asks for something that no match of this route allows. Such a rule of the delegate is left out.

A name that is not found is an error where nearly the same one is there, and a warning where the workspace holds VirtualServices of that namespace; elsewhere nothing is said.

**Do:** correct the name or namespace, delete the delegate's \`hosts\`, export it, or make its matches narrower than those of the route.`,
  check(resource, lookup, report) {
    for (const route of routesOf(resource, 'http')) {
      const delegate = route.at('delegate');
      const problem = delegate.type === 'map' && !delegate.hasUnknownEntries ? check(resource, lookup, route, delegate) : undefined;
      if (problem !== undefined) report(problem);
    }
  },
});

function check(resource: Resource, lookup: Lookup, route: Value, delegate: Value): Problem | undefined {
  const [name, written] = [delegate.at('name'), delegate.at('namespace')];
  if (name.string === undefined || name.string === '' || written.type === 'unknown') return undefined;
  const home = (written.string ?? '') === '' ? resource.namespace : written.string;
  const { found, unnamed } = findByName(lookup, virtualService, home, name.string);
  const [only, ...more] = found.filter((one) => one !== resource);
  if (only === undefined) return unnamed ? undefined : missing(resource, lookup, name, home);
  return more.length > 0 || only.entry.document.partial || only.entry.isPatch ? undefined : refused(lookup, resource, route, name, only);
}

function missing(resource: Resource, lookup: Lookup, name: Value, home: string | undefined): Problem | undefined {
  const candidates = allInNamespace(lookup, virtualService, home).filter((one) => one !== resource && virtualServiceRole(one).delegate === true);
  const { target: meant, spelled } = nearestNamed(name.string ?? '', candidates) ?? {};
  const severity = unresolvedSeverity(lookup, resource, { nearMiss: meant !== undefined, couldBeHere: () => home !== resource.namespace && anyInNamespace(lookup, virtualService, home, resource) });
  if (severity === undefined) return undefined;
  return {
    span: name.span, severity,
    message: `There is no VirtualService ${name.string ?? ''}${home === undefined ? '' : ` in namespace ${home}`}, so Istio leaves this route out without a word. ${spelled === undefined ? 'Correct the name or the namespace, or add it.' : `Did you mean ${spelled}?`}`,
    related: meant === undefined ? [] : [pointTo(meant)],
    fixes: () => (spelled === undefined ? [] : [{ title: `Replace with ${spelled}`, preferred: true, edits: [replaceString(name, spelled)] }]),
  };
}

/** Why Istio does not use a delegate that is there, or not all of it. */
function refused(lookup: Lookup, resource: Resource, route: Value, name: Value, delegate: Resource): Problem | undefined {
  const spec = delegate.root.at('spec');
  if (virtualServiceRole(delegate).delegate === false) {
    return problem(name, `VirtualService ${delegate.name ?? ''} has hosts of its own, so it is no delegate and Istio leaves this route out. Delete its hosts.`, { resource: delegate, span: spec.at('hosts').keySpan, message: 'a delegate has no hosts' });
  }
  return !isVisibleTo(lookup, delegate, resource.namespace)
    ? problem(name, `VirtualService ${delegate.name ?? ''} is not exported to namespace ${resource.namespace ?? ''}, so Istio leaves this route out. Add the namespace to its exportTo.`, { resource: delegate, span: (spec.at('exportTo').exists ? spec.at('exportTo') : delegate.root.at('metadata', 'name')).keySpan, message: 'where the delegate counts' })
    : tooWide(resource, route, name, delegate);
}

/** Rules of a delegate that take what the route does not. */
function tooWide(resource: Resource, route: Value, name: Value, delegate: Resource): Problem | undefined {
  const rules = delegate.root.at('spec', 'http').items();
  const homes = { root: resource.namespace, delegate: delegate.namespace };
  const dropped = isKnown(route.at('match')) ? rules.filter((rule) => isKnown(rule.at('match')) && !fitsInto(route, rule, homes)) : [];
  const [first] = dropped;
  if (first === undefined) return undefined;
  const all = dropped.length === rules.length;
  const which = all ? 'No rule of' : `${dropped.length} of the ${rules.length} rules of`;
  const flaw = all ? 'has a match within those of this route, so Istio leaves them all out' : 'have no match within those of this route, so Istio leaves them out';
  return { ...problem(name, `${which} VirtualService ${delegate.name ?? ''} ${flaw}. Make the delegate's matches narrower than those of this route.`, { resource: delegate, span: first.at('match').keySpan, message: 'left out' }), severity: all ? 'error' : 'warning' };
}

/** Whether nothing in a value is filled in later. */
function isKnown(value: Value): boolean {
  return value.type !== 'unknown' && !value.hasUnknownEntries && [...value.entries(), ...value.items()].every(isKnown);
}

function problem(name: Value, message: string, related: Related): Problem {
  return { span: name.span, message, related: [related] };
}
