import { authorizationPolicy } from '../../kinds/authorization-policy.ts';
import type { Value } from '../../yaml/value.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio, saysNothing } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const authzSyntax = resourceRule({
  id: 'authz-syntax',
  title: 'Part of a policy that says nothing',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [authorizationPolicy],
  docs: `A part of an AuthorizationPolicy that Istio refuses:

- an item of \`from\` without \`source\`, or of \`to\` without \`operation\`, or one with nothing in it,
- a condition (\`when\`) with an empty \`key\`, or with neither \`values\` nor \`notValues\`,
- \`DENY\` or \`CUSTOM\` without \`rules\`, which would never apply (\`rules: [{}]\` applies to every request),
- \`CUSTOM\` without \`provider.name\`, and \`provider\` with another action.

An \`ALLOW\` policy without rules is accepted: it allows nothing.

**Do:** say what the part is for, or delete it. An absent \`from\`, \`to\` or \`when\` matches everything.`,
  check(resource, report) {
    const spec = resource.root.at('spec');
    const refuse: Refuse = (value, flaw, advice) => { report({ span: markOf(value), ...refusedByIstio, message: `${flaw}, and Istio refuses the policy. ${advice}` }); };
    if (spec.type !== 'map' || spec.hasUnknownEntries) return;
    checkAction(spec, refuse);
    for (const rule of spec.at('rules').items()) {
      for (const [list, part] of [['from', 'source'], ['to', 'operation']] as const) {
        for (const item of rule.at(list).items().filter(({ type }) => type === 'map')) checkPart(item, part, refuse);
      }
      for (const condition of rule.at('when').items().filter(({ type }) => type === 'map')) {
        const key = condition.at('key');
        if (key.string === '') refuse(key, 'The key of this condition is empty', 'Write an attribute, such as source.ip.');
        else if (key.exists && saysNothing(condition, 'values') && saysNothing(condition, 'notValues')) refuse(condition, `The condition on ${key.string ?? 'this key'} has neither values nor notValues`, 'Add one of them.');
      }
    }
  },
});

type Refuse = (value: Value, flaw: string, advice: string) => void;

function checkAction(spec: Value, refuse: Refuse): void {
  const action = spec.at('action');
  const provider = spec.at('provider');
  const name = action.exists ? action.string : 'ALLOW';
  const hasNoRules = saysNothing(spec, 'rules');
  if (name === undefined) return;
  if (hasNoRules && (name === 'DENY' || name === 'CUSTOM')) refuse(action, `${name} without rules never applies`, 'Add rules; rules: [{}] applies to every request.');
  else if (name === 'CUSTOM' && (provider.exists ? saysNothing(provider, 'name') : true)) refuse(provider.exists ? provider : action, 'CUSTOM needs provider.name, the authorizer to ask', 'Add it.');
  if (provider.exists && name !== 'CUSTOM') refuse(provider, `provider goes with the action CUSTOM only, not with ${name}`, 'Delete it, or change the action.');
}

function checkPart(item: Value, name: 'source' | 'operation', refuse: Refuse): void {
  const part = item.at(name);
  if (!part.exists && !item.hasUnknownEntries && item.entries().length === 0) refuse(item, `This item has no ${name}`, `Add ${name}, or delete the item.`);
  if (part.type === 'map' && !part.hasUnknownEntries && part.entries().every(({ step }) => saysNothing(part, String(step)))) refuse(part, `This ${name} says nothing`, 'Say what it matches, or delete the list, which then matches everything.');
}
