import { expect, test } from 'vitest';
import { nearestName } from '../../server/src/engine/text/nearest.ts';

test.each([
  ['revews', 'reviews'], ['Reviews', 'reviews'], ['istio-egresgateway', 'istio-egressgateway'], ['bookinfo-gatway', 'bookinfo-gateway'],
  ['front-end', 'frontend'], ['httpbin-v1', 'httpbni-v1'],
])('%s is a slip for %s', (name, other) => {
  expect(nearestName(name, [other])).toBe(other);
});

test.each([
  ['istio-egressgateway', 'asm-egressgateway'], ['bookinfo-gateway', 'zipkin-gateway'], ['web-api', 'web-app'], ['frontend-primary', 'backend-primary'],
  ['ghost-service', 'ok-service'], ['gateway-01', 'gateway-02'], ['v1', 'v2'], ['cart', 'carousel'],
])('%s is another name than %s', (name, other) => {
  expect(nearestName(name, [other])).toBeUndefined();
});

test('two names that are equally near are none', () => {
  expect(nearestName('revies', ['reviews', 'reviesa'])).toBeUndefined();
});
