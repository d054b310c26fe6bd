// The rules of this family, sorted by id. A rule is listed here once; nothing else needs to know it.
import type { Rule } from '../../model/rule.ts';
import { endportEqualsPort } from './endport-equals-port.ts';
import { endportInvalid } from './endport-invalid.ts';
import { npEndportCni } from './np-endport-cni.ts';
import { npNamedPortIpblock } from './np-named-port-ipblock.ts';
import { npNamedPortUnresolved } from './np-named-port-unresolved.ts';
import { npSctpCni } from './np-sctp-cni.ts';
import { npServicePortNotPodPort } from './np-service-port-not-pod-port.ts';
import { portContained } from './port-contained.ts';
import { portDuplicate } from './port-duplicate.ts';
import { portNameInvalid } from './port-name-invalid.ts';
import { portNameMissing } from './port-name-missing.ts';
import { portNameProtocolMismatch } from './port-name-protocol-mismatch.ts';
import { portOutOfRange } from './port-out-of-range.ts';
import { portProtocolMissing } from './port-protocol-missing.ts';
import { portProtocolUdp } from './port-protocol-udp.ts';
import { portProtocolUnlikely } from './port-protocol-unlikely.ts';
import { portTargetPortNotAllowed } from './port-target-port-not-allowed.ts';
import { protocolUnknown } from './protocol-unknown.ts';

export const portRules: readonly Rule[] = [
  endportEqualsPort,
  endportInvalid,
  npEndportCni,
  npNamedPortIpblock,
  npNamedPortUnresolved,
  npSctpCni,
  npServicePortNotPodPort,
  portContained,
  portDuplicate,
  portNameInvalid,
  portNameMissing,
  portNameProtocolMismatch,
  portOutOfRange,
  portProtocolMissing,
  portProtocolUdp,
  portProtocolUnlikely,
  portTargetPortNotAllowed,
  protocolUnknown,
];
