/** Made-up manifests: many, different from one another, with few findings, the same in every run. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file of a made-up workspace. */
export interface File {
  readonly name: string;
  readonly text: string;
}

/** A policy of about 30 lines. Two in fifty have a mistake, as real ones do. */
export function networkPolicy(number: number): string {
  const [b, c] = [(number >> 8) & 255, number & 255];
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: allow-${number}
  namespace: team-${number % 100}
  labels:
    app.kubernetes.io/part-of: shop
spec:
  podSelector:
    matchLabels:
      app: client-${number}
  policyTypes:
    - Egress
  egress:
    - to:
        - ipBlock:
            cidr: 10.${b}.${c}.${number % 50 === 0 ? 1 : 0}/24
            except:
              - 10.${b}.${c}.16/28
              - 10.${b}.${c}.64/28
      ports:
        - protocol: TCP
          port: 443
    - to:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: kube-system
      ports:
        - ${number % 50 === 25 ? 'protocl' : 'protocol'}: UDP
          port: 53
        - protocol: TCP
          port: 53
`;
}

function serviceEntry(number: number): string {
  return `apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata:
  name: api-${number}
  namespace: team-${number % 100}
spec:
  hosts:
    - api-${number}.example.com
  location: MESH_EXTERNAL
  resolution: DNS
  ports:
    - number: 80
      name: http
      protocol: HTTP
    - number: 443
      name: tls
      protocol: TLS
`;
}

function virtualService(number: number): string {
  return `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: api-${number}
  namespace: team-${number % 100}
spec:
  hosts:
    - api-${number}.example.com
  tls:
    - match:
        - port: 443
          sniHosts:
            - api-${number}.example.com
      route:
        - destination:
            host: api-${number}.example.com
            port:
              number: 443
`;
}

function destinationRule(number: number): string {
  return `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata:
  name: api-${number}
  namespace: team-${number % 100}
spec:
  host: api-${number}.example.com
  trafficPolicy:
    connectionPool:
      tcp:
        maxConnections: 100
    portLevelSettings:
      - port:
          number: 80
        tls:
          mode: SIMPLE
`;
}

/** Stands between the documents of a file. */
export const separator = '---\n';

/** Whom a policy is for; all pods of the namespace without `app`. */
export interface PolicyHead {
  readonly name: string;
  readonly namespace: string;
  readonly app: string | undefined;
}

/** A policy with one rule for some ranges, each with two exceptions if wanted (of networks that end in `.0/24`). */
export function policyOfRanges({ name, namespace, app }: PolicyHead, ranges: readonly string[], hasExcepts = false): string {
  const excepts = (range: string): string => (hasExcepts ? `            except:\n              - ${range.replace('.0/24', '.16/28')}\n              - ${range.replace('.0/24', '.64/28')}\n` : '');
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  podSelector:${app === undefined ? ' {}' : `\n    matchLabels:\n      app: ${app}`}
  policyTypes:
    - Egress
  egress:
    - to:
${ranges.map((range) => `        - ipBlock:\n            cidr: ${range}\n${excepts(range)}`).join('')}      ports:
        - protocol: TCP
          port: 443
`;
}

/** One file of policies, one document each. */
export function policyFile(count: number): string {
  return Array.from({ length: count }, (_, number) => networkPolicy(number)).join(separator);
}

/** A workspace of about so many documents, four to a file: a policy, and an external host with its routes. */
export function workspaceFiles(documents: number): readonly File[] {
  return Array.from({ length: Math.ceil(documents / 4) }, (_, number) => ({
    name: `team-${number % 100}/app-${number}.yaml`,
    text: [networkPolicy(number), serviceEntry(number), virtualService(number), destinationRule(number)].join(separator),
  }));
}

/** Writes files below a folder. */
export function writeFiles(folder: string, files: readonly File[]): void {
  for (const { name, text } of files) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

/**
 * Texts of networks: mostly disjoint, one in a hundred a container of others, one in a hundred a repetition. Half of them
 * IPv4, half IPv6, in no order.
 */
export function cidrTexts(count: number): readonly string[] {
  const random = randomNumbers(1);
  const texts: string[] = [];
  for (let number = 0; number < count; number++) {
    const again = texts[Math.floor(random() * texts.length)];
    if (number % 100 === 99 && again !== undefined) texts.push(again);
    else texts.push(number % 2 === 0 ? ipv4(random, number % 100 === 50 ? 12 : 24 + Math.floor(random() * 9)) : ipv6(random, number % 100 === 51 ? 36 : 64));
  }
  return texts;
}

function ipv4(random: () => number, prefix: number): string {
  const address = Math.floor(random() * 2 ** prefix) * 2 ** (32 - prefix);
  return `${[24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.')}/${prefix}`;
}

function ipv6(random: () => number, prefix: number): string {
  const word = (): string => (1 + Math.floor(random() * 0xfffe)).toString(16);
  return prefix === 64 ? `2001:${word()}:${word()}:${word()}::/64` : `2001:${word()}:${(1 + Math.floor(random() * 14)).toString(16)}000::/36`;
}

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
