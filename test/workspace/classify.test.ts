// Which documents are ours, by group, version and kind; and that the cheap scan before parsing never loses one.
import { describe, expect, test } from 'vitest';
import { classify } from '../../server/src/engine/kinds/classify.ts';
import { claimsToBeOurs, mayBeOurs } from '../../server/src/engine/workspace/prefilter.ts';
import { parseDocument } from '../../server/src/engine/yaml/document.ts';

const body = 'metadata: {name: a}\nspec: {}\n';
const typeOf = (head: string): string => classify(parseDocument(`${head}\n${body}`).root).type;

describe('what a document is', () => {
  test.each([
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy', 'apiVersion: "networking.istio.io/v1alpha3"\nkind: \'Gateway\'', 'kind: Service\napiVersion: v1',
    'apiVersion: security.istio.io/v1beta1\nkind: AuthorizationPolicy', 'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway', 'apiVersion: apps/v1\nkind: Deployment',
  ])('%j is a resource', (head) => { expect(typeOf(head)).toBe('resource'); });

  test.each([
    'apiVersion: projectcalico.org/v3\nkind: NetworkPolicy', 'apiVersion: serving.knative.dev/v1\nkind: Service', 'apiVersion: networking.x-k8s.io/v1alpha1\nkind: Gateway',
    'apiVersion: networking.istio.io/v1alpha3\nkind: EnvoyFilter', 'apiVersion: v1\nkind: ServiceAccount', 'apiVersion: networking.k8s.io/v1\nkind: Ingress', 'apiVersion: example.com/v1\nkind: networkpolicy',
    'apiVersion: ${V}\nkind: NetworkPolicy', 'apiVersion: v1\nkind: $KIND', 'apiVersion: apps/v1', 'kind: Deployment', 'a: b', 'Kind: Other\napiVersion: v1', 'apiVersion: networking.gke.io/v1\nkind: NetworkPolicy',
    'apiVersion: constructor/prototype\nkind: NetworkPolicy', 'apiVersion: __proto__/toString\nkind: constructor',
  ])('%j is left alone', (head) => { expect(typeOf(head)).toBe('foreign'); });

  test.each([
    'apiVersion: extensions/v1beta1\nkind: NetworkPolicy', 'apiVersion: networking.k8s.io/v2\nkind: NetworkPolicy', 'apiVersion: v1\nkind: Gateway', 'apiVersion: networking.istio.io\nkind: Gateway',
    'apiVersion: networking.istio.io/v1\nkind: ServiceEntries', 'apiVersion: Networking.Istio.io/v1\nkind: Gateway', 'apiVersion: networkin.istio.io/v1\nkind: Sidecar', 'kind: NetworkPolicy',
    'apiVersion: networking.k8s.io/v1', 'apiVersion:\nkind: Service', 'apiVersion: 1\nkind: Service', 'apiVersion: [v1]\nkind: Service', 'apiVersion: v1\nKind: Service', 'apiversion: v1\nkind: Service',
  ])('%j is a mistake', (head) => { expect(typeOf(head)).toBe('unknown'); });

  test('lists', () => {
    const listed = (text: string): string => classify(parseDocument(text).root).type;
    expect(listed('apiVersion: v1\nkind: List\nitems: []\n')).toBe('list');
    expect(listed('apiVersion: networking.k8s.io/v1\nkind: NetworkPolicyList\nitems: []\n')).toBe('list');
    expect(listed('apiVersion: example.com/v1\nkind: OtherList\nitems: []\n')).toBe('foreign');
  });
});

describe('the scan before parsing', () => {
  test.each([
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n${body}`, `kind: Service\n${body}apiVersion: v1\n`, `{"apiVersion":"v1","kind":"Service"}`, `{apiVersion: v1, kind: Service, spec: {}}`,
    `apiVersion: v1\nkind: List\nitems: []\n`, `apiVersion: networking.istio.io/v1\nKind: Gateway\n${body}`, `"kind" : "NetworkPolicy"\n${body}`, `apiVersion: v1 # core\nkind: Service # ours\n${body}`,
    `apiVersion: v1\r\nkind: Service\r\n${body}`, `  apiVersion: v1\n  kind: Service\n`, `\ufeffapiVersion: v1\nkind: Service\n${body}`,
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio, namespace: istio-system}\ndata:\n  mesh: ''\n`, `apiVersion: v1\nkind: ConfigMap\ndata:\n  mesh: ''\nmetadata:\n  name: "istio-canary"\n`,
  ])('%j may be ours', (text) => { expect(mayBeOurs(text)).toBe(true); });

  test.each(['a: b\n', `apiVersion: v1\nkind: ConfigMap\ndata:\n  x: |\n    kind: NetworkPolicy\n`, `apiVersion: apps.example.com/v1\nkind: Other\n${body}`, `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: istio\ndata:\n  x: y\n`])('%j cannot be', (text) => { expect(mayBeOurs(text)).toBe(false); });

  test('broken text claims to be ours by its first lines', () => {
    expect(claimsToBeOurs(`apiVersion: networking.k8s.io/v1 kind: NetworkPolicy\n${body}`)).toBe(true);
    expect(claimsToBeOurs(`# c\n---\n  apiVersion: v1\n  kind: Service\n- x\n`)).toBe(true);
    expect(claimsToBeOurs(`apiVersion: v1\nkind: ConfigMap\ndata:\n  x: |\n    apiVersion: v1\n    kind: Service\n`)).toBe(false);
    expect(claimsToBeOurs(`steps:\n  - run: |\n      apiVersion: v1\n      kind: Service\n`)).toBe(false);
    expect(claimsToBeOurs(`apiVersion: projectcalico.org/v3\nkind: NetworkPolicy\nspec: [\n`)).toBe(false);
  });
});
