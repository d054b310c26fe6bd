import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseArguments } from '../../server/src/cli/arguments.ts';
import { optionSpecs } from '../../server/src/cli/options.ts';
import { defaultOptions, networkPlugins, newestKubernetesMinor, outboundTrafficPolicies, rules } from '../../server/src/engine/index.ts';
import { settings } from '../../server/src/protocol/settings.ts';
import { bad, folderOf, runMain } from './support.ts';

describe('options', () => {
  test('have defaults', () => {
    expect(parseArguments([])).toEqual({ paths: [], format: 'pretty', failOn: 'error', options: defaultOptions, problems: [] });
  });

  test('are read in every form, the last one counting', () => {
    const asked = parseArguments([
      'a', '-f', 'json', '--format=sarif', '--fail-on', 'hint', '--rule', 'unknown-field=off', '--rule=yaml-syntax=warning', '--rule', 'unknown-field=hint',
      '-n', 'shop', '--complete', '-', '--', '--format', '-n',
    ]);
    expect(asked).toMatchObject({
      paths: ['a', '-', '--format', '-n'], format: 'sarif', failOn: 'hint', problems: [],
      options: { namespace: 'shop', workspaceIsComplete: true, rules: { 'unknown-field': 'hint', 'yaml-syntax': 'warning' } },
    });
  });

  test('say what is known of the cluster\'s network', () => {
    const asked = parseArguments(['--network-plugin', 'cilium', '--dual-stack', '--pod-ranges', '10.244.0.0/16, fd00:1::/56', '--pod-ranges=10.2.0.0/16', '--service-ranges', '10.96.0.0/12', '--protect-metadata', '--node-local-dns']);
    expect(asked).toMatchObject({
      problems: [],
      options: {
        networkPlugin: 'cilium', dualStack: true, podRanges: ['10.244.0.0/16', 'fd00:1::/56', '10.2.0.0/16'], serviceRanges: ['10.96.0.0/12'],
        protectMetadata: true, nodeLocalDns: true,
      },
    });
  });

  test('say how Istio was installed', () => {
    const asked = parseArguments([
      '--istio-cluster-domain', 'corp.local', '--istio-root-namespace', 'istio-config', '--istio-known-services', 'egress.infra, *.example.com', '--istio-known-services=db.data',
      '--istio-outbound-traffic-policy', 'REGISTRY_ONLY', '--istio-dns-capture', '--istio-no-ip-autoallocate', '--istio-ambient-namespaces', 'shop,data',
      '--istio-scope-gateway-to-namespace', '--istio-default-export-to', '.,istio-system',
    ]);
    expect(asked).toMatchObject({
      problems: [],
      options: {
        clusterDomain: 'corp.local', rootNamespace: 'istio-config', knownServices: ['egress.infra', '*.example.com', 'db.data'], outboundTrafficPolicy: 'REGISTRY_ONLY',
        dnsCapture: true, ipAutoallocate: false, ambientNamespaces: ['shop', 'data'], scopeGatewayToNamespace: true, defaultExportTo: ['.', 'istio-system'],
      },
    });
  });

  test('the policies for what is unknown are those of the setting', () => {
    expect(['auto', ...outboundTrafficPolicies]).toEqual(Object.keys(settings['istio.outboundTrafficPolicy'].values));
  });

  test('the plugins are those of the setting', () => {
    expect(['', ...Object.keys(networkPlugins)]).toEqual(Object.keys(settings.networkPlugin.values));
  });

  test.each([['1.25', 25], ['v1.35.2', 35], ['1.33', 33], ['v1.35.1+k3s1', 35], ['v1.30.9-eks-1a2b3c4', 30], ['v1.31.1-gke.1478000', 31]])('Kubernetes %s is known', (text, minor) => {
    expect(parseArguments(['--kubernetes-version', text])).toMatchObject({ options: { kubernetesMinor: minor }, problems: [] });
  });

  test.each(['1.24', `1.${newestKubernetesMinor + 1}`, '2.0', 'latest', '1', '1.x', '1.350'])('Kubernetes %s is not', text => {
    expect(parseArguments(['--kubernetes-version', text]).problems).toEqual([`--kubernetes-version is 1.25 to 1.${newestKubernetesMinor} (as 1.35 or v1.35.2), not ${text}.`]);
  });

  test.each([
    [['--formt', 'json'], 'There is no option --formt. Did you mean --format?'],
    [['--xyz'], 'There is no option --xyz.'],
    [['-x'], 'There is no option -x.'],
    [['--format'], '--format needs a value: --format FORMAT.'],
    [['--format='], '--format needs a value: --format FORMAT.'],
    [['--format', '--complete'], '--format needs a value: --format FORMAT.'],
    [['--format', 'jsn'], '--format is one of pretty, json, sarif, github, not jsn. Did you mean json?'],
    [['--fail-on', 'warn'], '--fail-on is one of error, warning, information, hint, never, not warn.'],
    [['--complete=yes'], '--complete takes no value.'],
    [['--namespace', 'My_Shop'], '--namespace My_Shop: a namespace has at most 63 lower-case letters, digits and hyphens, with no hyphen at either end.'],
    [['--istio-root-namespace', 'Bad Name'], '--istio-root-namespace Bad Name: a namespace has at most 63 lower-case letters, digits and hyphens, with no hyphen at either end.'],
    [['--istio-ambient-namespaces', 'shop,My_Shop'], '--istio-ambient-namespaces My_Shop: a namespace has at most 63 lower-case letters, digits and hyphens, with no hyphen at either end.'],
    [['--istio-default-export-to', '.,Shop'], '--istio-default-export-to Shop: a namespace has at most 63 lower-case letters, digits and hyphens, with no hyphen at either end.'],
    [['--istio-cluster-domain', 'cluster_local'], '--istio-cluster-domain cluster_local: a domain name must be made of lower-case letters, digits, hyphens and dots, each part starting and ending with a letter or digit.'],
    [['--istio-known-services', 'db.shop,http://x'], '--istio-known-services http://x: a domain name must be made of lower-case letters, digits, hyphens and dots, each part starting and ending with a letter or digit.'],
    [['--rule', 'unknwn-field=off'], 'There is no rule unknwn-field. Did you mean unknown-field? --list-rules lists all.'],
    [['--rule', 'unknown-field'], '--rule unknown-field: the level is one of default, off, hint, information, warning, error, as in --rule unknown-field=warning.'],
    [['--rule', 'unknown-field=loud'], '--rule unknown-field=loud: the level is one of default, off, hint, information, warning, error, as in --rule unknown-field=warning.'],
    [['--network-plugin', 'clium'], `--network-plugin is one of ${Object.keys(networkPlugins).join(', ')}, not clium. Did you mean cilium?`],
    [['--istio-outbound-traffic-policy', 'ALLOW'], '--istio-outbound-traffic-policy is one of ALLOW_ANY, REGISTRY_ONLY, ALLOW_ANY_DYNAMIC_DNS, not ALLOW.'],
    [['--pod-ranges', '10.0.0.0/33'], '--pod-ranges: 10.0.0.0/33 is not a range such as 10.244.0.0/16.'],
    [['--service-ranges', '10.96.0.0/12,'], '--service-ranges: a range is empty.'],
    [['--explain', 'x', '-f', 'json'], '--explain prints text only, not json.'],
    [['--list-rules', '-f', 'sarif'], '--list-rules prints pretty or json, not sarif.'],
  ])('%j is refused', (args, problem) => {
    expect(parseArguments(args).problems).toEqual([problem]);
  });

  test('all that is wrong is said at once, and nothing is checked', async () => {
    const { code, stdout, stderr } = await runMain(['--formt', '--rule', 'x', '--fail-on', 'all']);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.split('\n')).toHaveLength(5);
    expect(stderr).toContain('--help');
  });
});

describe('instead of checking', () => {
  test('--help names every option and fits a terminal', async () => {
    const { code, stdout } = await runMain(['--help', '--nonsense']);
    expect(code).toBe(0);
    for (const { name } of optionSpecs) expect(stdout).toContain(`--${name}`);
    expect(Math.max(...stdout.split('\n').map(line => line.length))).toBeLessThanOrEqual(115);
  });

  test('--version', async () => {
    expect(await runMain(['--version'])).toEqual({ code: 0, stdout: '1.2.3\n', stderr: '' });
  });

  test('--list-rules, as text and as JSON', async () => {
    const { stdout } = await runMain(['--list-rules']);
    for (const { id, title } of rules) expect(stdout).toMatch(new RegExp(`^${id} .*${title.replaceAll(/[()]/g, '.')}`, 'm'));
    const listed = JSON.parse((await runMain(['--list-rules', '--format', 'json'])).stdout) as { rules: readonly { id: string; docs: string }[] };
    expect(listed.rules.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
    expect(listed.rules[0]).toMatchObject({ severity: rules[0]?.severity, since: '0.1.0', codes: rules[0]?.codes ?? [], docs: expect.stringContaining('docs/rules/') as string });
  });

  test.each(rules.map(({ id }) => id))('--explain %s', async id => {
    const { code, stdout } = await runMain(['--explain', id]);
    expect(code).toBe(0);
    expect(stdout.split('\n')[0]).toContain(`${id}: `);
    expect(stdout).toContain(`docs/rules/${id}.md`);
    expect(stdout).not.toContain('**');
  });

  test('--explain takes another tool\'s code, for all rules that have it', async () => {
    const { code, stdout } = await runMain(['--explain', 'ist0101']);
    const meant = rules.filter(({ codes }) => codes?.includes('IST0101')).map(({ id }) => id);
    expect(code).toBe(0);
    for (const id of meant) expect(stdout).toMatch(new RegExp(`^${id} +(?:error|warning|information|hint) `, 'm'));
    expect(stdout.split('\n')[0]).toBe(`IST0101 is ReferencedResourceNotFound of istioctl analyze. ${meant.length} rules find it here:`);
  });

  test('--explain gives the whole text where a code stands for few rules', async () => {
    const { code, stdout } = await runMain(['--explain', 'KIA1107']);
    expect(code).toBe(0);
    for (const { id } of rules.filter(({ codes }) => codes?.includes('KIA1107'))) expect(stdout).toContain(`docs/rules/${id}.md`);
  });

  test('--explain says that there is no such code', async () => {
    expect(await runMain(['--explain', 'kia9999'])).toEqual({ code: 2, stdout: '', stderr: 'egress-lint: There is no code KIA9999 that istioctl or Kiali is known to use.\n' });
  });

  test('--explain says why no rule has another tool\'s code', async () => {
    const { code, stdout } = await runMain(['--explain', 'IST0128']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^IST0128 is \w+ of istioctl analyze\. No rule stands for it here\. Istio checks /);
  });

  test('--explain knows what was meant', async () => {
    expect(await runMain(['--explain', 'unknown-fild'])).toEqual({ code: 2, stdout: '', stderr: 'egress-lint: There is no rule unknown-fild. Did you mean unknown-field? --list-rules lists all.\n' });
  });
});

describe('commands', () => {
  test('lint is the one that needs no name', async () => {
    const cwd = folderOf({ 'x.yaml': bad });
    expect(await runMain(['lint', 'x.yaml'], { cwd })).toEqual(await runMain(['x.yaml'], { cwd }));
  });

  test('a path of that name is mentioned, and reached otherwise', async () => {
    const cwd = folderOf({ 'x.yaml': bad });
    mkdirSync(join(cwd, 'lint'));
    const { code, stderr } = await runMain(['lint', 'x.yaml'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain('write ./lint');
    expect((await runMain(['./lint'], { cwd })).code).toBe(0);
    expect((await runMain(['--', 'lint'], { cwd })).stderr).not.toContain('./lint');
  });
});

describe('colours', () => {
  const stdoutOf = async (env: Readonly<Record<string, string>>, isTerminal: boolean): Promise<string> => {
    let text = '';
    await runMain([], { cwd: folderOf({ 'x.yaml': bad }), env, stdout: { write: part => { text += part; }, isTerminal } });
    return text;
  };
  test.each([
    [{}, true, true], [{}, false, false], [{ NO_COLOR: '1' }, true, false], [{ NO_COLOR: '' }, true, true], [{ TERM: 'dumb' }, true, false],
    [{ FORCE_COLOR: '1' }, false, true], [{ FORCE_COLOR: '0' }, true, false], [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, false],
  ])('%j on a terminal: %s', async (env, isTerminal, colored) => {
    expect((await stdoutOf(env, isTerminal)).includes('\u001b[')).toBe(colored);
  });
});

test('standard input that fails is input that cannot be read', async () => {
  const stdin = { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('torn off')) }) };
  expect(await runMain(['-'], { stdin })).toMatchObject({ code: 2, stderr: 'egress-lint: <stdin>: torn off.\n' });
});
