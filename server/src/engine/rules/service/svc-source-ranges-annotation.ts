import { strictnessOf } from '../../fields/cidr.ts';
import { service } from '../../kinds/service.ts';
import type { Problem } from '../../model/finding.ts';
import { parseCidr } from '../../net/cidr.ts';
import { cidrDialects } from '../../net/dialect.ts';
import { reasonText } from '../../net/reason.ts';
import { serviceView } from '../../views/service.ts';
import type { Span } from '../../yaml/span.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';

const annotation = 'service.beta.kubernetes.io/load-balancer-source-ranges';

export const svcSourceRangesAnnotation = resourceRule({
  id: 'svc-source-ranges-annotation',
  title: 'Source ranges in an annotation that are no CIDRs',
  severity: 'error',
  since: '0.1.0',
  kinds: [service],
  docs: `The annotation \`${annotation}\` is the older form of \`spec.loadBalancerSourceRanges\`: the ranges from which a load balancer takes traffic, with commas between them. Each must be a CIDR; blanks around it are dropped. Kubernetes 1.36 and later refuse leading zeros, IPv4-mapped addresses and address bits beyond the prefix length as well. The API server looks at the annotation only where the field is empty.

**Do:** move the ranges to \`spec.loadBalancerSourceRanges\`, where each stands in an item of its own.`,
  check(resource, report, options) {
    const field = resource.root.at('metadata', 'annotations', annotation);
    const ranges = serviceView(resource)?.spec.at('loadBalancerSourceRanges');
    const text = field.string ?? '';
    if (ranges === undefined || ranges.items().length > 0 || ranges.type === 'unknown' || text.trim() === '') return;
    let start = 0;
    for (const part of text.split(',')) {
      const message = flawOf(part.trim(), options.kubernetesMinor);
      if (message !== undefined) report(problem(field, text, { start, end: start + part.length }, message));
      start += part.length + 1;
    }
  },
});

function problem(field: Value, text: string, part: Span, message: string): Problem {
  const raw = text.slice(part.start, part.end);
  const lead = raw.length - raw.trimStart().length;
  // In a scalar that is written as it is read, the range itself can be marked.
  const from = field.source.indexOf(text);
  const isPlaced = from >= 0 && raw.trim() !== '';
  const start = field.span.start + from + part.start + lead;
  return { span: isPlaced ? { start, end: start + raw.trim().length } : field.span, admission: 'rejected', message: `${message} The API server refuses the Service.` };
}

function flawOf(text: string, kubernetesMinor: number): string | undefined {
  const dialect = cidrDialects['source-ranges'];
  const result = parseCidr(text, dialect);
  if (!result.ok) return `${JSON.stringify(text)} is not a CIDR range: ${reasonText(result.reason)}.`;
  const { leadingZeros, ipv4Mapped, hostBits } = result.facts;
  if (strictnessOf({ dialect }, kubernetesMinor).admission !== 'rejected') return undefined;
  if (leadingZeros) return `${text} has superfluous zeros: write ${result.range.text}.`;
  if (ipv4Mapped) return `${text} is an IPv4-mapped IPv6 range: write ${result.range.text}.`;
  return hostBits ? `${text} has address bits set beyond its prefix length: write ${result.range.text}, or a single address.` : undefined;
}
