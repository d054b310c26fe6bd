import { virtualService } from '../../kinds/virtual-service.ts';
import { routesOf } from '../../views/routes.ts';
import type { Value } from '../../yaml/value.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio, saysNothing, saysSomething } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const vsRedirectInvalid = resourceRule({
  id: 'vs-redirect-invalid',
  title: 'Redirect that leads nowhere',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [virtualService],
  docs: `A \`redirect\` that Istio refuses: it sets nothing of \`uri\`, \`prefixRewrite\`, \`authority\`, \`scheme\`, \`port\` and \`derivePort\`; it has \`uri\` and \`prefixRewrite\`; \`prefixRewrite\` in a rule that matches paths otherwise than by \`prefix\`; a \`redirectCode\` that is not 300 to 399; a \`scheme\` other than \`http\` and \`https\`.

**Do:** say where requests are to go: mostly \`uri\`, \`authority\` or \`scheme\`.`,
  check(resource, report) {
    for (const rule of routesOf(resource, 'http')) {
      const redirect = rule.at('redirect');
      const found = redirect.type === 'map' ? flawOf(redirect, rule) : undefined;
      if (found !== undefined) report({ span: markOf(found[0]), ...refusedByIstio, message: `${found[1]}, and Istio refuses the VirtualService. ${found[2]}` });
    }
  },
});

const targets = ['uri', 'prefixRewrite', 'authority', 'scheme'];

type Flaw = readonly [Value, string, string];

function prefixFlaw(redirect: Value, prefixRewrite: Value, rule: Value): Flaw | undefined {
  if (saysSomething(redirect.at('uri'))) return [prefixRewrite, 'A redirect has uri or prefixRewrite, not both', 'Keep one of them.'];
  const other = rule.at('match').items().map((match) => match.at('uri')).find((uri) => uri.type === 'map' && !uri.at('prefix').exists && !uri.hasUnknownEntries);
  return other === undefined ? undefined : [prefixRewrite, 'prefixRewrite goes only with matches of a prefix of the path, and a match of this rule is of another kind', 'Match by uri.prefix, or redirect with uri.'];
}

/** The first flaw, as Istio looks for them: its place, what it is, what to do. */
function flawOf(redirect: Value, rule: Value): Flaw | undefined {
  const prefixRewrite = redirect.at('prefixRewrite');
  const code = redirect.at('redirectCode');
  const scheme = redirect.at('scheme');
  const ofPrefix = saysSomething(prefixRewrite) ? prefixFlaw(redirect, prefixRewrite, rule) : undefined;
  if (ofPrefix !== undefined) return ofPrefix;
  if (targets.every((name) => saysNothing(redirect, name)) && !redirect.at('port').exists && !redirect.at('derivePort').exists) return [redirect, 'This redirect says not where to', 'Set uri, authority, scheme or port.'];
  if (code.number !== undefined && code.number !== 0 && (code.number < 300 || code.number > 399)) return [code, `${code.source} is not the status of a redirect`, 'Write one from 300 to 399, such as 301.'];
  if (scheme.string !== undefined && !['', 'http', 'https'].includes(scheme.string)) return [scheme, `The scheme of a redirect is http or https, not ${JSON.stringify(scheme.string)}`, 'Write one of them, in lower case.'];
  return undefined;
}
