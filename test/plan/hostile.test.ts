import { world } from '../hostile/arguments.ts';
import {
  buildEndpoint,
  buildEndpoints,
  buildNode,
  buildPod,
  buildPods,
  buildService,
  buildSlice,
  sliceLabelsOfWeb,
} from '../support/build.ts';
import { planFaults } from '../support/plan-faults.ts';
import { planSizes, planWorld } from '../support/plan-world.ts';
import { pathsIn, valueAt, withValueAt } from '../support/value-paths.ts';
import { createsOf, deletesOf, updatesOf } from '../support/writes.ts';
import { type PlanServiceInput, type PlanSlicesInput, planService, planSlices, type ServicePlan } from 'endpointslice';
import { describe, expect, test } from 'vitest';

// Thousands of errors are made here; their stacks are of no interest, and slow.
Error.stackTraceLimit = 0;

/** What a call gives: nothing said if the answer is a plan that can be written or a clear error, else what is wrong. */
function complaint(caller: string, call: () => { readonly plan: ServicePlan['plan'] }): string | undefined {
  let result: { readonly plan: ServicePlan['plan'] };
  try {
    result = call();
  } catch (error) {
    const clear = error instanceof TypeError || error instanceof RangeError;
    if (clear && new RegExp(`^${caller}: [a-zA-Z]+[^ ]* must be .+, got .+$`, 's').test(error.message))
      return undefined;
    return String(error);
  }
  const faults = planFaults(result.plan);
  return faults.length === 0 ? undefined : `wrong plan: ${faults.join(', ')}`;
}

describe('planService, of absurd input,', () => {
  test.each([0, 1001, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '100', null, 10n])(
    'refuses the maximum %s (rule 1.9.12)',
    (maxEndpointsPerSlice) => {
      const plan = (): unknown => planService({ ...world, maxEndpointsPerSlice: maxEndpointsPerSlice as number });
      if (maxEndpointsPerSlice === null) expect(plan).not.toThrow();
      else expect(plan).toThrow(/^planService: maxEndpointsPerSlice must be a whole number from 1 to 1000, got /);
    },
  );

  test.each([1, 1000])('takes the maximum %i', (maxEndpointsPerSlice) => {
    expect(createsOf(planWorld({ pods: [buildPod()], maxEndpointsPerSlice }).plan)).toHaveLength(1);
  });

  test('names what lacks metadata', () => {
    const without = { ...world, pods: [{}] };
    expect(() => planService(without)).toThrow('planService: pods[0].metadata must be an object, got undefined');
    expect(() => planService({ ...world, slices: [{ addressType: 'IPv4' }] })).toThrow(
      'planService: slices[0].metadata must be an object, got undefined',
    );
    expect(() => planService({ ...world, nodes: [{}] })).toThrow(
      'planService: nodes[0].metadata must be an object, got undefined',
    );
    expect(() => planService({ ...world, service: {} })).toThrow(
      'planService: service.metadata must be an object, got undefined',
    );
  });

  test('keeps labels, selectors and names that are called like parts of every object', () => {
    // As JSON.parse makes them: __proto__ as a field of its own.
    const odd = JSON.parse('{"__proto__": "a", "constructor": "b", "toString": "c", "hasOwnProperty": "d"}') as {
      readonly [key: string]: string;
    };
    const pods = ['__proto__', 'constructor', 'toString'].map((name, index) =>
      buildPod({ name, labels: odd, ip: `10.0.0.${index + 1}`, nodeName: name, ports: { constructor: 80 + index } }),
    );
    const service = buildService({
      name: '__proto__',
      labels: odd,
      selector: odd,
      ports: [{ name: 'toString', protocol: 'TCP', port: 1, targetPort: 'constructor' }],
    });
    const slices = [
      buildSlice({
        name: '__proto__',
        labels: { ...sliceLabelsOfWeb, 'kubernetes.io/service-name': '__proto__' },
        annotations: odd,
        owner: { apiVersion: 'v1', kind: 'Service', name: '__proto__', uid: '__proto__-uid' },
        ports: [{ name: 'toString', protocol: 'TCP', port: 80 }],
        endpoints: [buildEndpoint({ pod: '__proto__', nodeName: '__proto__' })],
      }),
    ];
    const nodes = [buildNode('__proto__', 'constructor'), buildNode('constructor'), buildNode('toString')];
    const { plan, notices } = planWorld({ service, pods, nodes, slices, managedBy: '__proto__' });
    expect(notices.map(({ reason }) => reason)).toEqual(['SliceOfOtherManager']);
    expect(planFaults(plan)).toEqual([]);
    for (const { slice } of createsOf(plan)) {
      const labels = JSON.parse(JSON.stringify(slice.metadata.labels)) as object;
      expect(Object.entries(labels)).toEqual(
        expect.arrayContaining([...Object.entries(odd), ['endpointslice.kubernetes.io/managed-by', '__proto__']]),
      );
    }
    expect(createsOf(plan).map(({ slice }) => slice.endpoints[0]?.targetRef?.name)).toEqual([
      '__proto__',
      'constructor',
      'toString',
    ]);
    const updated = updatesOf(planWorld({ service, pods, nodes, slices }).plan)[0]?.slice;
    expect(Object.entries(updated?.metadata.annotations ?? {})).toEqual(Object.entries(odd));
    expect(updated?.endpoints[0]?.zone).toBe('constructor');
    expect(({} as { [key: string]: unknown })['a']).toBeUndefined();
    expect(Object.hasOwn(Object.prototype, 'kubernetes.io/service-name')).toBe(false);
  });

  test('does not choose a pod for what it inherits', () => {
    const service = buildService({ selector: { constructor: 'x' } });
    expect(createsOf(planWorld({ service, pods: [buildPod({ labels: {} })] }).plan)[0]?.reasons).toEqual([
      'Placeholder',
    ]);
  });

  test('refuses a slice whose metadata contains itself, when it is to be written', () => {
    const cyclic: { [key: string]: unknown } = {};
    cyclic['self'] = { both: [cyclic, cyclic] };
    const slice = buildSlice({ endpoints: [buildEndpoint()] });
    const slices = [{ ...slice, metadata: { ...slice.metadata, managedFields: cyclic } }];
    expect(() =>
      planService({ service: buildService(), pods: [buildPod()], nodes: [buildNode()], slices }),
    ).not.toThrow();
    expect(() =>
      planService({ service: buildService({ labels: { a: 'b' } }), pods: [buildPod()], nodes: [buildNode()], slices }),
    ).toThrow(/^\w+: slices\[0\]\.metadata must be nested at most 100 deep, got an object$/);
  });

  test('does not hang on metadata that holds the same part over and over', () => {
    let part: unknown = {};
    for (let level = 0; level < 60; level += 1) part = [part, part];
    const slice = buildSlice({ endpoints: [buildEndpoint()] });
    const slices = [{ ...slice, metadata: { ...slice.metadata, managedFields: part } }];
    expect(() =>
      planService({ service: buildService({ labels: { a: 'b' } }), pods: [buildPod()], nodes: [buildNode()], slices }),
    ).toThrow(RangeError);
  });

  test('takes as many ports as a slice may have, and refuses a million before reading them', () => {
    const withPorts = (portCount: number): PlanSlicesInput => {
      const ports = Array.from({ length: portCount }, (_, index) => ({ name: `p${index}`, port: 80 }));
      return {
        service: { namespace: 'shop', name: 'web' },
        managedBy: 'vm-controller.example.com',
        owner: { apiVersion: 'v1', kind: 'Service', name: 'web', uid: 'web-uid' },
        groups: [{ addressType: 'IPv4', ports, endpoints: [{ addresses: ['10.0.0.1'] }] }],
        slices: [],
      };
    };
    const { plan } = planSlices(withPorts(20_000));
    const written = [...createsOf(plan), ...updatesOf(plan)].map(({ slice }) => slice.ports.length);
    expect(written.filter((portCount) => portCount > 1)).toEqual([20_000]);
    for (const portCount of [20_001, 1_000_000]) {
      expect(() => planSlices(withPorts(portCount))).toThrow(
        new RangeError(`planSlices: groups[0].ports.length must be at most 20000, got ${portCount}`),
      );
    }
  });

  test('takes 100,000 pods of one address', () => {
    const pod = buildPod();
    const pods = Array.from({ length: 100_000 }, (_, index) => ({
      ...pod,
      metadata: { ...pod.metadata, name: `web-${index}` },
    }));
    const nodes = [buildNode()];
    const { plan, notices } = planService({
      service: buildService(),
      pods,
      nodes,
      slices: [],
      maxEndpointsPerSlice: 1000,
    });
    expect(planSizes(plan).create).toEqual(Array.from({ length: 100 }, () => 1000));
    expect(notices).toEqual([]);
  });

  test('takes the same pod 10,000 times, with a notice for each that is too much', () => {
    const pods = Array.from({ length: 10_000 }, () => buildPod());
    const { plan, notices } = planService({ service: buildService(), pods, nodes: [buildNode()], slices: [] });
    expect(planSizes(plan).create).toEqual([1]);
    expect(notices).toHaveLength(9_999);
  });

  test('takes 10,000 slices', () => {
    const slices = Array.from({ length: 10_000 }, (_, index) =>
      buildSlice({ name: `web-${index}`, endpoints: buildEndpoints(1, index) }),
    );
    const { plan } = planService({ service: buildService(), pods: buildPods(9_000), nodes: [buildNode()], slices });
    expect(plan.unchanged).toHaveLength(9_000);
    expect(deletesOf(plan)).toHaveLength(1_000);
  });

  test('takes a string of a megabyte for every text at once', () => {
    const longer = (value: unknown): unknown => {
      if (typeof value === 'string') return value.padEnd(1_000_000, 'x');
      if (Array.isArray(value)) return value.map(longer);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, longer(part)]));
    };
    const input = {
      ...world,
      service: { ...world.service, metadata: { name: 'web', namespace: 'shop', uid: 'web-uid' } },
    };
    const pods = world.pods.map((pod) => ({ ...pod, metadata: { ...pod.metadata, name: longer('web') as string } }));
    expect(complaint('planService', () => planService({ ...input, pods }))).toBeUndefined();
    expect(complaint('planService', () => planService(longer(world) as PlanServiceInput))).toBeUndefined();
  });

  test('takes long strings wherever there is text', () => {
    const long = 'x'.repeat(20_000);
    const paths = pathsIn(world).filter((path) => typeof valueAt(world, path) === 'string');
    const wrong = paths.map((path) =>
      complaint('planService', () => planService(withValueAt(world, path, long) as PlanServiceInput)),
    );
    expect(paths.length).toBeGreaterThan(50);
    expect(wrong.filter((text) => text !== undefined)).toEqual([]);
  });

  test('quotes a long value in part only', () => {
    const service = buildService({ name: 'web' });
    const pods = [{ ...buildPod(), status: { podIPs: [{ ip: 5 }] } }] as unknown as PlanServiceInput['pods'];
    expect(() => planService({ ...world, service, pods })).toThrow(
      'planService: pods[0].status.podIPs[0].ip must be a string, got 5',
    );
    const triggerTime = 'x'.repeat(1_000_000);
    expect(() => planService({ ...world, triggerTime })).toThrow(/^.{1,200}$/);
  });

  test('refuses two slices of one name', () => {
    expect(() => planService({ ...world, slices: [buildSlice(), buildSlice()] })).toThrow(
      new RangeError('planService: slices must be slices with different names, got "web-a"'),
    );
  });

  test('refuses lists with gaps', () => {
    const gap: never[] = [];
    gap.length = 1;
    for (const field of ['pods', 'nodes', 'slices'] as const) {
      expect(() => planService({ ...world, [field]: gap })).toThrow(`planService: ${field}[0] must be an object`);
    }
  });
});
