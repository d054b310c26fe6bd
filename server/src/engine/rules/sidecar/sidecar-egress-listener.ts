import { fixOf } from '../../edits/fix.ts';
import { moveToEnd } from '../../edits/move.ts';
import { sidecar } from '../../kinds/sidecar.ts';
import type { Problem } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import { shown, socketFlaw } from '../../text/istio-names.ts';
import type { Value } from '../../yaml/value.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const sidecarEgressListener = resourceRule({
  id: 'sidecar-egress-listener',
  title: 'Egress listener that cannot be',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [sidecar],
  fixable: true,
  docs: `An egress listener of a Sidecar that Istio refuses:

- one without \`port\`, which takes all other traffic, and is not the last,
- one without \`hosts\`,
- one on a Unix socket (\`bind: unix://…\`, port 0) whose path is not absolute, whose \`captureMode\` is \`IPTABLES\`, or whose socket another listener has.

**Do:** put the listener without port last, and give each its hosts.`,
  check(resource, report) {
    const listeners = resource.root.at('spec', 'egress').items();
    for (const listener of listeners.filter(({ type }) => type === 'map')) {
      const last = listeners[listeners.length - 1];
      if (!listener.at('port').exists && !listener.hasUnknownEntries && listener !== last) {
        report(notLast(resource, listener, listeners));
      }
      const hosts = listener.at('hosts');
      if (hosts.type === 'list' && hosts.items().length === 0) report({ span: hosts.keySpan, ...refusedByIstio, message: 'This listener has no hosts, and Istio refuses the Sidecar. List what it leads to, such as ./*.' });
      const bind = listener.at('bind');
      if (!isOnSocket(listener) || bind.string === undefined) continue;
      const flaw = socketFlaw(bind.string);
      const mode = listener.at('captureMode');
      if (flaw !== undefined) report({ span: markOf(bind), ...refusedByIstio, message: `${shown(bind.string)} is not a socket: ${flaw}. Istio refuses the Sidecar. Write unix:///run/name.sock.` });
      if (mode.string === 'IPTABLES') report({ span: mode.span, ...refusedByIstio, message: 'Traffic cannot be captured for a Unix socket, and Istio refuses the Sidecar. Write NONE, or delete captureMode.' });
    }
  },
});

function notLast(resource: Resource, listener: Value, listeners: readonly Value[]): Problem {
  const last = listeners.at(-1);
  const alone = listeners.every((one) => one === listener || one.at('port').exists);
  return {
    span: listener.keySpan, ...refusedByIstio, message: 'This listener has no port and takes all other traffic, so it must be the last; Istio refuses the Sidecar. Move it to the end, or give it a port.',
    related: last === undefined ? [] : [{ resource, span: last.keySpan, message: last.at('port').exists ? 'now the last' : 'without port too' }],
    fixes: () => (alone ? fixOf('Move it to the end', moveToEnd(listener), true) : []),
  };
}

/** Whether a listener has port 0 and a socket in its place. */
function isOnSocket(listener: Value): boolean {
  const port = listener.at('port');
  return port.type === 'map' && (port.at('number').number ?? 0) === 0 && port.at('number').type !== 'unknown' && listener.at('bind').string?.startsWith('unix://') === true;
}
