/** A mesh in which each of very many namespaces has its own manifests for one host: judged one by one, at a cost that grows with their number. */
import { describe, expect, test } from 'vitest';
import { createLinter, defaultOptions, trace } from '../../server/src/engine/index.ts';
import type { LintOptions, Linter } from '../../server/src/engine/index.ts';
import { chain, egressGateway, egw, gateway, http80, serviceEntry, virtualService } from '../trace/support.ts';

const api = 'api.example.com';
const isPrivate = 'exportTo: [.]';
const port80 = 'port: {number: 80, name: http, protocol: HTTP}';

const shared = [
  egressGateway, gateway(`{${port80}, hosts: [${api}]}`), serviceEntry(api, http80, `resolution: DNS\n${isPrivate}`, 'istio-system'),
  virtualService(`[${api}]`, `gateways: [egress]\nhttp: [{route: [{destination: {host: ${api}, port: {number: 80}}}]}]`, 'istio-system'),
].join('\n---\n');

function ownOf(namespace: string, port: number, exported = isPrivate): string {
  const routes = virtualService(`[${api}]`, `${exported}\nhttp: [{route: [{destination: {host: ${egw}, port: {number: ${port}}}}]}]`, namespace);
  return `${serviceEntry(api, http80, `resolution: DNS\n${exported}`, namespace)}\n---\n${routes}`;
}

function mesh(count: number, exported = isPrivate, broken = 7): Record<string, string> {
  const files: Record<string, string> = { 'shared.yaml': shared };
  for (let at = 0; at < count; at++) files[`team-${at}.yaml`] = ownOf(`team-${at}`, at === broken ? 8888 : 80, exported);
  return files;
}

/** A linter of files, and how many resources its rules have been given so far, and how often they have been asked. */
function counted(files: Readonly<Record<string, string>>, options: Partial<LintOptions> = {}): { readonly linter: Linter; readonly given: () => number; readonly asked: () => number } {
  const linter = createLinter({ ...defaultOptions, ...options }, (rule, uri, error) => { throw new Error(`${rule} failed on ${uri}`, { cause: error }); });
  const { workspace } = linter;
  const lookupFor = workspace.lookupFor.bind(workspace);
  let given = 0;
  let asked = 0;
  workspace.lookupFor = (reader) => {
    const lookup = lookupFor(reader);
    asked++;
    return {
      ...lookup,
      all(index, key) { const found = lookup.all(index, key); given += found.length; return found; },
      first(index, key, limit) { const found = lookup.first(index, key, limit); given += found.length; return found; },
      part(index, keys, question) { const found = lookup.part(index, keys, question); given += Array.isArray(found) ? found.length : 1; return found; },
    };
  };
  for (const [uri, text] of Object.entries(files)) linter.update(uri, text);
  linter.check();
  return { linter, given: () => given, asked: () => asked };
}

const told = (linter: Linter, files: object): readonly string[] => Object.keys(files).flatMap((uri) => linter.findings(uri).filter(({ severity }) => severity === 'error').map(({ rule }) => `${uri} ${rule}`));

describe('500 namespaces with a ServiceEntry and a VirtualService each, kept to themselves', () => {
  const files = mesh(500);
  const { linter, asked } = counted(files);

  test('are judged one by one', () => {
    expect(told(linter, files)).toEqual(['team-7.yaml egress-chain-gateway-service-port-missing']);
  });

  test('are traced from where they are seen', () => {
    const outcomeFrom = (namespace: string): string => trace(linter.workspace.lookupFor({}), { host: api, port: 80, protocol: 'HTTP' }, { namespace, labels: new Map() }).outcome;
    expect(['team-7', 'team-8', 'team-499', 'elsewhere'].map(outcomeFrom)).toEqual(['error', 'gateway', 'gateway', 'passthrough']);
  });

  test('are not looked at again when one of them is edited', () => {
    const before = asked();
    linter.update('team-7.yaml', ownOf('team-7', 80));
    linter.update('team-300.yaml', ownOf('team-300', 8888));
    linter.check();
    expect(asked() - before).toBeLessThan(40);
    expect(told(linter, files)).toEqual(['team-300.yaml egress-chain-gateway-service-port-missing']);
  });

  test('cost as much apiece as half as many', () => {
    const [half, whole] = [125, 250].map((count) => counted(mesh(count)).given());
    expect((whole ?? 0) / (half ?? 1)).toBeLessThan(2.1);
  });
});

test('where the mesh keeps what says nothing they are kept as well', () => {
  const files = mesh(100, '');
  const forAll = files['shared.yaml']?.replace('kind: Service\nmetadata: {', "kind: Service\nmetadata: {annotations: {networking.istio.io/exportTo: '*'}, ") ?? '';
  expect(forAll).toContain('annotations');
  const all = { ...files, 'shared.yaml': forAll };
  expect(told(counted(all, { defaultExportTo: ['.'] }).linter, all)).toEqual(['team-7.yaml egress-chain-gateway-service-port-missing']);
});

test('a crowd that everybody sees tells nothing', () => {
  const files = mesh(100, '');
  expect(told(counted(files).linter, files).filter((one) => one.includes('egress-chain'))).toEqual([]);
});

test('up to 64 are looked at together', () => {
  const files: Record<string, string> = { 'shared.yaml': shared };
  for (let at = 0; at < 60; at++) files[`team-${at}.yaml`] = ownOf(`team-${at}`, at === 3 ? 8888 : 80);
  expect(told(counted(files).linter, files)).toEqual(['team-3.yaml egress-chain-gateway-service-port-missing']);
  // One VirtualService for sidecars and gateway alike is still whole beside them.
  const own = chain('http', api, { mesh: 80, out: 80 });
  expect(told(counted({ 'own.yaml': own, 'shared.yaml': shared }).linter, { 'own.yaml': own })).toEqual([]);
});
