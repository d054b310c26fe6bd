import type { Problem } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';

/** The code that `istioctl analyze` gives what Istio's own validation refuses; nothing for Kubernetes' kinds. */
export function istioValidationCode({ kind }: Resource): Pick<Problem, 'codes'> {
  return kind.group.endsWith('.istio.io') ? { codes: ['IST0106'] } : {};
}
