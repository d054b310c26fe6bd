// The named checks of a BackendTLSPolicy (schemas/CONSTRAINTS.md).
import type { Value } from '../yaml/value.ts';
import { lacks, tagged } from './constraint.ts';
import type { Check, Refused } from './constraint.ts';

function caCertificates(validation: Value): readonly Refused[] {
  const [refs, known] = [validation.at('caCertificateRefs'), validation.at('wellKnownCACertificates')];
  const named = refs.items().length > 0;
  if (named && known.exists) return [{ at: known, reason: 'must be left out beside caCertificateRefs: either these certificates count or those of the system' }];
  const none = lacks(validation, 'wellKnownCACertificates') && (lacks(validation, 'caCertificateRefs') || (refs.type === 'list' && !named));
  return none ? [{ reason: 'must have caCertificateRefs or wellKnownCACertificates: for a server of the Internet write wellKnownCACertificates: System' }] : [];
}

export const policyConstraints: Readonly<Record<string, Check>> = {
  'ca-certificates': caCertificates,
  'subject-alt-name': tagged('type', { Hostname: 'hostname', URI: 'uri' }),
};
