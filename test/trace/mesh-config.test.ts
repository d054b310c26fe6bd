// What the workspace itself says of the mesh.
import { describe, expect, test } from 'vitest';
import { createLinter, defaultOptions, openWorkspace, trace } from '../../server/src/engine/index.ts';
import type { LintOptions } from '../../server/src/engine/index.ts';
import { destinationRule, http80, request, serviceEntry, told, traceIn, virtualService } from './support.ts';

const known = serviceEntry('api.example.com', http80);

function configMap(mesh: string, name = 'istio', namespace = 'istio-system'): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\ndata:\n  mesh: |-\n${mesh.replaceAll(/^/gm, '    ')}`;
}

function operator(spec: string, name = 'istio'): string {
  return `apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nmetadata:\n  name: ${name}\nspec:\n${spec.replaceAll(/^/gm, '  ')}`;
}

const registryOnly = 'outboundTrafficPolicy:\n  mode: REGISTRY_ONLY';
const operated = `meshConfig:\n${registryOnly.replaceAll(/^/gm, '  ')}`;
const unknownHost = 'http://other.example.com:80';
const [dropped, passed] = ['blackhole: plaintext', 'passthrough: plaintext'];

describe('the policy for what is unknown is that of', () => {
  test.each<readonly [string, readonly string[], Partial<LintOptions>, string]>([
    ['the ConfigMap', [configMap(registryOnly)], {}, dropped],
    ['the ConfigMap of a revision', [configMap(registryOnly, 'istio-1-30')], {}, dropped],
    ['no ConfigMap of another name', [configMap(registryOnly, 'istio2')], {}, passed],
    ['no ConfigMap of another namespace', [configMap(registryOnly, 'istio', 'shop')], {}, passed],
    ['a ConfigMap in the namespace that it says is the root', [configMap(`rootNamespace: mesh\n${registryOnly}`, 'istio', 'mesh')], {}, dropped],
    ['a ConfigMap in the namespace that the options say is the root', [configMap(registryOnly, 'istio', 'mesh')], { rootNamespace: 'mesh' }, dropped],
    ['the IstioOperator', [operator(operated)], {}, dropped],
    ['the Helm values of an IstioOperator', [operator(`values:\n${operated.replaceAll(/^/gm, '  ')}`)], {}, dropped],
    ['the options before all', [configMap(registryOnly)], { outboundTrafficPolicy: 'ALLOW_ANY' }, passed],
    ['both where they agree', [configMap(registryOnly), operator(operated)], {}, dropped],
    ['an IstioOperator beside gateways on their own', [operator(operated), operator('profile: empty', 'gateways')], {}, dropped],
    ['nobody where two control planes differ', [configMap(registryOnly), configMap('rootNamespace: istio-system', 'istio-canary')], {}, passed],
    ['nobody where the mode is not known', [configMap('outboundTrafficPolicy:\n  mode: ${MODE}')], {}, passed],
    ['nobody where the text is no YAML', [configMap('outboundTrafficPolicy: {mode: REGISTRY_ONLY')], {}, passed],
    ['nobody where it is a template', [configMap('{{ if .Values.strict }}\noutboundTrafficPolicy: {mode: REGISTRY_ONLY}\n{{ end }}')], {}, passed],
    ['nobody where there is no mode', [configMap('outboundTrafficPolicy: {}')], {}, passed],
  ])('%s', (_, manifests, options, expected) => {
    expect(told(traceIn([known, ...manifests], unknownHost, 'shop', options))).toBe(expected);
  });
});

const elsewhere = serviceEntry('api.example.com', http80, 'resolution: DNS', 'partner');
const toApi = 'http://api.example.com:80';
const capture = (text: string): string => `defaultConfig:\n  proxyMetadata:\n    ISTIO_META_DNS_CAPTURE: ${text}`;
const databases = ['a', 'b'].map((name) => serviceEntry(`${name}.example.com`, '{number: 5432, name: tcp, protocol: TCP}'));

describe('a MeshConfig says', () => {
  test.each<readonly [string, readonly string[], string, string]>([
    ['who sees services', [elsewhere, configMap('defaultServiceExportTo: ["."]')], toApi, passed],
    ['who sees them by name', [elsewhere, configMap('defaultServiceExportTo: [., shop]')], toApi, 'direct: api.example.com:80 plaintext'],
    ['who sees VirtualServices, and that is another thing', [elsewhere, configMap('defaultVirtualServiceExportTo: ["."]')], toApi, 'direct: api.example.com:80 plaintext'],
    ['who sees VirtualServices', [elsewhere, virtualService('[api.example.com]', 'http: [{directResponse: {status: 404}}]', 'partner'), configMap('defaultVirtualServiceExportTo: ["."]')], toApi, 'direct: api.example.com:80 plaintext'],
    ['who sees DestinationRules', [elsewhere, destinationRule('api.example.com', 'trafficPolicy: {tls: {mode: SIMPLE}}', 'partner'), configMap('defaultDestinationRuleExportTo: ["."]')], toApi, 'direct: api.example.com:80 plaintext'],
    ['where the root namespace is', [known, destinationRule('api.example.com', 'trafficPolicy: {tls: {mode: SIMPLE}}', 'mesh'), configMap('rootNamespace: mesh')], toApi, 'direct: api.example.com:80 tls'],
    ['that sidecars answer DNS', [...databases, configMap(capture('"true"'))], 'tcp://b.example.com:5432', 'direct: b.example.com:5432 plaintext'],
    ['that they do not', [...databases, configMap(capture('"false"'))], 'tcp://b.example.com:5432', 'direct: a.example.com:5432 plaintext'],
    ['nothing with a value that Istio does not read', [...databases, configMap(capture('true'))], 'tcp://b.example.com:5432', 'direct: a.example.com:5432 plaintext'],
  ])('%s', (_, manifests, url, expected) => {
    expect(told(traceIn(manifests, url))).toBe(expected);
  });
});

describe('who has read a field hears when it changes, and of nothing else', () => {
  test.each([
    ['another mode', configMap('outboundTrafficPolicy: {mode: ALLOW_ANY}'), true],
    ['the same mode, written in another way', configMap('accessLogFile: /dev/stdout\noutboundTrafficPolicy: {mode: REGISTRY_ONLY}'), false],
    ['another trust domain', configMap(`${registryOnly}\ntrustDomain: example.com`), false],
    ['no ConfigMap', '', true],
  ])('%s', (_, text, concerns) => {
    const workspace = openWorkspace(defaultOptions);
    workspace.update('file:///mesh.yaml', configMap(registryOnly));
    workspace.update('file:///known.yaml', known);
    const reader = {};
    expect(trace(workspace.lookupFor(reader), request(unknownHost), { namespace: 'shop', labels: new Map() }).outcome).toBe('blackhole');
    workspace.takeDirty();
    workspace.update('file:///mesh.yaml', text);
    expect(workspace.takeDirty().has(reader)).toBe(concerns);
  });
});

test('rules know of it', () => {
  const linter = createLinter(defaultOptions, (rule, _uri, error) => { throw new Error(rule, { cause: error }); });
  const rulesOf = (): readonly string[] => linter.findings('file:///entry.yaml').map(({ rule }) => rule);
  linter.update('file:///entry.yaml', databases[0]);
  linter.check();
  expect(rulesOf()).toContain('se-opaque-port-without-address');
  linter.update('file:///mesh.yaml', configMap(capture('"true"')));
  expect([...linter.check()]).toContain('file:///entry.yaml');
  expect(rulesOf()).not.toContain('se-opaque-port-without-address');
});
