import { type PlanServiceInput, type PlanSlicesInput, planService, planSlices, type ServicePlan } from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { assertWritable } from '../support/assert-writable.ts';
import {
  buildEndpoint,
  buildNode,
  buildPod,
  buildService,
  buildSlice,
  httpEndpointPort,
  sliceLabelsOfWeb,
} from '../support/build.ts';
import { pathsIn, type ValuePath, withValueAt, wrongValues } from '../support/wrong-values.ts';

/** What a call gives: nothing said if the answer is a plan that can be written or a clear error, else what is wrong. */
function complaint(caller: string, call: () => { readonly plan: ServicePlan['plan'] }): string | undefined {
  let result: { readonly plan: ServicePlan['plan'] };
  try {
    result = call();
  } catch (error) {
    const clear = error instanceof TypeError || error instanceof RangeError;
    if (clear && new RegExp(`^${caller}: [a-zA-Z]+[^ ]* must be .+, got .+$`, 's').test(error.message)) return undefined;
    return String(error);
  }
  try {
    assertWritable(result.plan);
  } catch (error) {
    return `wrong plan: ${error instanceof Error ? error.message.replaceAll(/\s+/g, ' ').slice(0, 200) : String(error)}`;
  }
  return undefined;
}

/** One line for each path and wrong value whose answer is neither a good plan nor a clear error. */
function complaints(caller: string, input: object, plan: (input: never) => ServicePlan): string[] {
  return pathsIn(input).flatMap((path: ValuePath) =>
    wrongValues.flatMap(({ name, value }) => {
      const wrong = complaint(caller, () => plan(withValueAt(input, path, value) as never));
      return wrong === undefined ? [] : [`${path.join('.')} = ${name}: ${wrong}`];
    }),
  );
}

/** A world in which every field that is read is there; one slice of it is updated, one deleted, one left alone. */
const world: PlanServiceInput = {
  service: {
    ...buildService({
      labels: { tier: 'front' },
      annotations: { note: 'x' },
      type: 'ClusterIP',
      ports: [
        { name: 'http', protocol: 'TCP', port: 80, targetPort: 'web', appProtocol: 'http' },
        { name: 'dns', protocol: 'UDP', port: 53, targetPort: { value: 5353 } },
        { port: 9090 },
      ],
    }),
  },
  pods: [
    buildPod({ name: 'web-1', ports: { web: 8080 }, hostname: 'one', subdomain: 'web', podIP: '10.0.0.1' }),
    buildPod({ name: 'web-2', ip: ['10.0.0.2', 'fd00::2'], terminating: true }),
    // Two pods of one address, so that endpoints are told apart by their whole identity.
    buildPod({ name: 'web-3', ip: '10.0.0.3' }),
    buildPod({ name: 'web-4', ip: '10.0.0.3' }),
  ].map((pod) => ({
    ...pod,
    spec: { ...pod.spec, initContainers: [{ restartPolicy: 'Always', ports: [{ name: 'b', containerPort: 2 }] }] },
  })),
  nodes: [buildNode('n1', 'a')],
  slices: [
    buildSlice({
      name: 'web-a',
      labels: { ...sliceLabelsOfWeb, old: 'label' },
      annotations: { 'endpoints.kubernetes.io/last-change-trigger-time': '2026-01-02T03:04:05Z' },
      ports: [{ name: 'http', protocol: 'TCP', port: 8080, appProtocol: 'http' }],
      endpoints: [
        buildEndpoint({ hostname: 'one', zone: 'a', hints: { forZones: [{ name: 'a' }], forNodes: [{ name: 'n1' }] } }),
        buildEndpoint({ pod: 'web-3', addresses: ['10.0.0.3'], deprecatedTopology: { zone: 'a' } }),
        buildEndpoint({ pod: 'web-9', addresses: ['10.0.0.9'] }),
      ],
    }),
    buildSlice({ name: 'web-b', endpoints: [buildEndpoint({ pod: 'web-2', addresses: ['10.0.0.2'] })] }),
    buildSlice({ name: 'web-c', labels: { ...sliceLabelsOfWeb, 'endpointslice.kubernetes.io/managed-by': 'else' } }),
  ],
  maxEndpointsPerSlice: 2,
  managedBy: 'endpointslice-controller.k8s.io',
  triggerTime: '2026-01-02T03:04:05Z',
};

const groups: PlanSlicesInput = {
  namespace: 'shop',
  serviceName: 'web',
  managedBy: 'endpointslice-controller.k8s.io',
  owner: { apiVersion: 'v1', kind: 'Service', name: 'web', uid: 'web-uid' },
  groups: [
    {
      addressType: 'IPv4',
      ports: [httpEndpointPort, { name: 'x', protocol: 'TCP', port: 1, appProtocol: 'y' }],
      endpoints: [
        buildEndpoint({ hostname: 'one', zone: 'a', hints: { forZones: [{ name: 'a' }] } }),
        buildEndpoint({ deprecatedTopology: { zone: 'a' } }),
        buildEndpoint({ pod: 'web-2', addresses: ['10.0.0.3', '10.0.0.2'] }),
      ],
    },
    { addressType: 'FQDN', ports: [], endpoints: [buildEndpoint({ pod: null, addresses: ['example.com'] })] },
  ],
  slices: world.slices,
  maxEndpointsPerSlice: 2,
  labels: { tier: 'front' },
  headless: true,
  generateName: 'web-',
  placeholders: ['IPv4'],
  ownerTerminating: false,
  triggerTime: '2026-01-02T03:04:05Z',
};

describe('planService', () => {
  test('plans the world of which the next tests spoil one field each', () => {
    expect(complaint('planService', () => planService(world))).toBeUndefined();
    const { plan } = planService(world);
    expect(plan.update.length + plan.delete.length).toBeGreaterThan(0);
  });

  test('gives a plan or a clear error whatever any field is', () => {
    expect(complaints('planService', world, planService)).toEqual([]);
  });
  test('gives a plan or a clear error whatever its input is', () => {
    const wrong = wrongValues.map(({ value }) => complaint('planService', () => planService(value as never)));
    expect(wrong.filter((text) => text !== undefined)).toEqual([]);
  });
});

describe('planSlices', () => {
  test('gives a plan or a clear error whatever any field is', () => {
    expect(complaint('planSlices', () => planSlices(groups))).toBeUndefined();
    expect(complaints('planSlices', groups, planSlices)).toEqual([]);
  });
  test('gives a plan or a clear error whatever its input is', () => {
    const wrong = wrongValues.map(({ value }) => complaint('planSlices', () => planSlices(value as never)));
    expect(wrong.filter((text) => text !== undefined)).toEqual([]);
  });
});
