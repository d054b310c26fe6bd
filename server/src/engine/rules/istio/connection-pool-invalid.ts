import { destinationRule } from '../../kinds/destination-rule.ts';
import { sidecar } from '../../kinds/sidecar.ts';
import type { Problem } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import { trafficPolicies } from '../../views/traffic-policy.ts';
import type { Value } from '../../yaml/value.ts';
import { deletion } from '../support/remove.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const connectionPoolInvalid = resourceRule({
  id: 'connection-pool-invalid',
  title: 'Connection pool that cannot be',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [destinationRule, sidecar],
  fixable: true,
  docs: `A \`connectionPool\` that Istio refuses: it has neither \`tcp\` nor \`http\`; a negative number; \`useClientProtocol: true\` beside \`h2UpgradePolicy: UPGRADE\`; \`http2KeepAlive\` without \`interval\` or \`timeout\`.

**Do:** set what the pool is for, or delete it.`,
  check(resource, report) {
    for (const pool of poolsOf(resource)) {
      const [http, tcp] = [pool.at('http'), pool.at('tcp')];
      if (pool.entries().length === 0 && !pool.hasUnknownEntries) report({ span: pool.keySpan, ...refusedByIstio, message: 'This connection pool sets nothing, and Istio refuses the object. Set tcp or http, or delete it.' });
      for (const count of [...counts.map((name) => http.at(name)), tcp.at('maxConnections')]) {
        if (count.number !== undefined && count.number < 0) report({ span: count.span, ...refusedByIstio, message: `${String(count.step)} cannot be negative, and Istio refuses the object. Write 0 or more.` });
      }
      checkHttp(http, resource, report);
    }
  },
});

const counts = ['http1MaxPendingRequests', 'http2MaxRequests', 'maxRequestsPerConnection', 'maxRetries', 'maxConcurrentStreams'];

function poolsOf(resource: Resource): readonly Value[] {
  const spec = resource.root.at('spec');
  const ofSidecar = [spec.at('inboundConnectionPool'), ...spec.at('ingress').items().map((listener) => listener.at('connectionPool'))];
  const pools = resource.kind === sidecar ? ofSidecar : trafficPolicies(resource).all.map((policy) => policy.at('connectionPool'));
  return pools.filter(({ type }) => type === 'map');
}

function checkHttp(http: Value, resource: Resource, report: (problem: Problem) => void): void {
  const [upgrade, client, alive] = [http.at('h2UpgradePolicy'), http.at('useClientProtocol'), http.at('http2KeepAlive')];
  if (upgrade.string === 'UPGRADE' && client.boolean === true) {
    report({
      span: client.keySpan, ...refusedByIstio, related: [{ resource, span: upgrade.span, message: 'makes HTTP/2 of it' }], fixes: () => deletion(client),
      message: 'useClientProtocol keeps the protocol that h2UpgradePolicy changes, and Istio refuses both together. Delete one of them.',
    });
  }
  const absent = alive.type === 'map' && !alive.hasUnknownEntries ? ['interval', 'timeout'].filter((name) => !alive.at(name).exists) : [];
  if (absent.length > 0) report({ span: alive.keySpan, ...refusedByIstio, message: `http2KeepAlive needs interval and timeout, and Istio refuses the object. Add ${absent.join(' and ')}.` });
}
