import { addFieldAfter } from '../../edits/data.ts';
import { replaceByPlain, replaceString } from '../../edits/scalar.ts';
import { labelFlaw, mendedName, portFromText, portNameFlaw, portRangeFromText } from '../../fields/port.ts';
import { gateway } from '../../kinds/gateway.ts';
import { sidecar } from '../../kinds/sidecar.ts';
import type { Fix, Problem } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import { fieldsOf } from '../../workspace/walk.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';
import { istioValidationCode } from '../support/istio-code.ts';

export const portNameInvalid = resourceRule({
  id: 'port-name-invalid',
  title: 'Not a valid port name',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  fixable: true,
  local: true,
  docs: `A string where a port is expected is the *name* of a port, and names have a form of their own. A wrong one makes the object be refused.

- \`port\` of a network policy and \`targetPort\` of a Service name a container port: 1 to 15 characters, lower-case letters, digits and single hyphens inside, at least one letter. A quoted number such as \`"443"\` is a string and therefore a name without a letter: take the quotes away. A range is not written \`"8000-9000"\` but with \`endPort\`.
- The name of a Service's port is a DNS label: up to 63 lower-case letters, digits and hyphens.
- Names in a ServiceEntry and a Sidecar are DNS labels too, where Istio allows capitals. A Gateway only wants a name that is not empty.

**Do:** take one of the fixes.`,
  check(resource, report) {
    for (const { value, dialect } of fieldsOf(resource, 'port')) {
      const name = value.string;
      const flaw = name === undefined ? undefined : flawOfPort(name, dialect);
      if (name !== undefined && flaw !== undefined) report({ span: value.span, admission: 'rejected', message: portMessage(name, flaw), fixes: () => portFixes(value, name) });
    }
    for (const { value, dialect } of fieldsOf(resource, 'port-name')) {
      const name = value.string;
      const flaw = name === undefined ? undefined : flawOfName(name, dialect, resource);
      if (name !== undefined && flaw !== undefined) report({ span: value.span, admission: 'rejected', ...istioValidationCode(resource), ...nameProblem(value, name, flaw, dialect === 'istio') });
    }
  },
});

function flawOfPort(name: string, dialect: string): string | undefined {
  // An empty targetPort is the port itself.
  if ((dialect !== 'number-or-name' && dialect !== 'target') || (name === '' && dialect === 'target')) return undefined;
  return portNameFlaw(name);
}

function nameProblem(value: Value, name: string, flaw: string, capitals: boolean): Pick<Problem, 'message' | 'fixes'> {
  const mended = mendedName(name, 63, capitals);
  return {
    message: `${JSON.stringify(name)} is not a valid port name: ${flaw}. The object is refused.${mended === undefined ? '' : ` Write ${mended}.`}`,
    fixes: () => rename(value, mended),
  };
}

function portMessage(name: string, flaw: string): string {
  if (portFromText(name) !== undefined) return `${JSON.stringify(name)} is a string and therefore a port name, and a name needs a letter. The object is refused. Write the number without quotes.`;
  const range = portRangeFromText(name);
  if (range !== undefined) return `${JSON.stringify(name)} is a string and therefore a port name, not a range. The object is refused. Write port: ${range.first} and endPort: ${range.last}.`;
  return `${JSON.stringify(name)} is not a valid port name: ${flaw}. The object is refused.`;
}

function portFixes(value: Value, name: string): readonly Fix[] {
  const number = portFromText(name);
  if (number !== undefined) return [{ title: `Write ${number} as a number`, preferred: true, edits: [replaceByPlain(value, number)] }];
  const range = portRangeFromText(name);
  if (range !== undefined) {
    const isPolicyPort = value.step === 'port' && value.parent?.at('endPort').exists === false;
    return isPolicyPort ? [{ title: `Write port ${range.first} and endPort ${range.last}`, preferred: true, edits: [replaceByPlain(value, range.first), addFieldAfter(value, 'endPort', range.last)] }] : [];
  }
  const mended = mendedName(name, 15, false);
  return mended !== undefined && portNameFlaw(mended) === undefined ? rename(value, mended) : [];
}

function rename(value: Value, mended: string | undefined): readonly Fix[] {
  return mended === undefined ? [] : [{ title: `Rename to ${mended}`, edits: [replaceString(value, mended)] }];
}

function flawOfName(name: string, dialect: string, { kind }: Resource): string | undefined {
  // An empty name is an absent one here; whether it may be absent is another question.
  if (name === '' && (dialect === 'service' || kind === sidecar)) return undefined;
  if (kind === gateway) return name === '' ? 'it is empty' : undefined;
  return labelFlaw(name, dialect === 'istio');
}
