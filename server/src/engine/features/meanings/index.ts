// Every meaning that a schema may name (`x-egress`). A meaning is listed here once; hover, completion and definition follow.
import { address } from './address.ts';
import { caCertificates } from './ca-certificates.ts';
import { cidr } from './cidr.ts';
import { duration } from './duration.ts';
import { gatewayName } from './gateway-name.ts';
import { host } from './host.ts';
import type { Meaning } from './meaning.ts';
import { namespace } from './namespace.ts';
import { policyTarget } from './policy-target.ts';
import { portName } from './port-name.ts';
import { port } from './port.ts';
import { protocol } from './protocol.ts';
import { routeBackend } from './route-backend.ts';
import { routeParent } from './route-parent.ts';
import { subset } from './subset.ts';
import { weight } from './weight.ts';

/** Told apart for rules only, or for those to come. */
const silent: Meaning = {};

export const meanings: Readonly<Record<string, Meaning>> = {
  'address': address,
  'ca-certificates': caCertificates,
  'cidr': cidr,
  'condition-key': silent,
  'credential-name': silent,
  'duration': duration,
  'gateway-name': gatewayName,
  'host': host,
  'ip': address,
  'label-key': silent,
  'label-value': silent,
  'labels': silent,
  'namespace': namespace,
  'path': silent,
  'policy-target': policyTarget,
  'policy-type': silent,
  'port': port,
  'port-name': portName,
  'principal': silent,
  'protocol': protocol,
  'regex': silent,
  'route-backend': routeBackend,
  'route-parent': routeParent,
  'selector': silent,
  'selector-operator': silent,
  'subset': subset,
  'weight': weight,
};
