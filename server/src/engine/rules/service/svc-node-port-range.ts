import { isPortNumber } from '../../fields/port.ts';
import { service } from '../../kinds/service.ts';
import { resourceRule } from '../define.ts';

const [lowest, highest] = [30000, 32767];

export const svcNodePortRange = resourceRule({
  id: 'svc-node-port-range',
  title: 'Node port outside the usual range',
  severity: 'warning',
  since: '0.1.0',
  kinds: [service],
  docs: `The API server gives out node ports from a range, by default ${lowest} to ${highest}, and refuses a Service that asks for another one. A cluster may be set up with another range (\`--service-node-port-range\`), which the manifest does not tell.

**Do:** write a port of the range, or leave \`nodePort\` out: the server then chooses a free one. Switch the rule off where the cluster's range is another.`,
  check(resource, report) {
    for (const port of resource.root.at('spec', 'ports').items()) {
      const field = port.at('nodePort');
      const { number } = field;
      if (number === undefined || number === 0 || (number >= lowest && number <= highest)) continue;
      report({
        span: field.span, ...(isPortNumber(number) ? {} : { severity: 'error' }),
        message: isPortNumber(number)
          ? `Node port ${number} is not in the range ${lowest} to ${highest}, which clusters give out by default, so the API server will refuse the Service. Write one of the range, or leave it out.`
          : `${number} is not a port number, and no cluster gives it out as a node port. Write one from ${lowest} to ${highest}, or leave it out.`,
      });
    }
  },
});
