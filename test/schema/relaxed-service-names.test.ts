import { emptyCache, listEndpoints, setSlice } from 'endpointslice';
import { proposeGenerateName, serviceNameLabel } from 'endpointslice/server';
import { validateEndpointSlice } from 'endpointslice/schema';
import { expect, test } from 'vitest';
import { buildPod, buildService } from '../support/build.ts';
import { planWorld } from '../support/plan-world.ts';
import { createsOf } from '../support/writes.ts';

/** Names of Services may start with a digit; every cluster of 1.37 takes them. */
test('a Service whose name starts with a digit is planned, its slices are valid, and are found again', () => {
  const { plan, notices } = planWorld({ service: buildService({ name: '7web' }), pods: [buildPod()] });
  expect(notices).toEqual([]);
  expect(createsOf(plan)).toHaveLength(1);
  for (const { slice } of createsOf(plan)) {
    expect(slice.metadata).toMatchObject({
      generateName: '7web-',
      labels: { 'kubernetes.io/service-name': serviceNameLabel('7web') },
    });
    expect(proposeGenerateName(['7web'])).toBe('7web-');
    for (const kubernetes of ['1.36', '1.37'] as const)
      expect(validateEndpointSlice(slice, { kubernetes })).toEqual([]);

    const { cache } = setSlice(emptyCache, { ...slice, metadata: { ...slice.metadata, name: '7web-abcde' } });
    const servicePort = { namespace: 'shop', name: '7web', port: 'http', protocol: 'TCP' } as const;
    expect(listEndpoints(cache, servicePort).endpoints).toHaveLength(1);
  }
});
