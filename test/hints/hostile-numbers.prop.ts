import fc from 'fast-check';
import { buildPod, buildService } from '../support/build.ts';
import { endpoints, nodes, planOf, slice } from '../support/hint-text.ts';
import { propertyRuns } from '../support/property-settings.ts';
import { pathsIn, withValueAt } from '../support/value-paths.ts';
import { planService, planSlices } from 'endpointslice';
import {
  type HintsInput,
  isRelevantNodeChange,
  findOverloadedServices,
  planHints,
  readRequestedHints,
  simulateHints,
  type ZoneCapacity,
  measureZoneCapacity,
} from 'endpointslice/hints';
import { describe, expect, test } from 'vitest';

const cluster = nodes({ a: 3, b: 1 });
const plan = planOf({ '+c': 'a a', s: 'a a b b', t: 'b a!' });
const capacity = measureZoneCapacity(cluster);
const { memory } = planHints({ plan, strategy: 'TopologyAware', capacity });
const problems = [
  measureZoneCapacity(nodes({ a: 1, b: '0' })),
  measureZoneCapacity(nodes({ a: 1 })),
  measureZoneCapacity([]),
];

/** Numbers that are none, that are too many or too few, and other things in their place; the symbol takes the field away. */
const absent = Symbol('absent');
const hostileNumbers: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    absent,
    undefined,
    null,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    -1,
    -0.5,
    -0,
    0,
    5e-324,
    0.5,
    1,
    1.5,
    2 ** 31,
    2 ** 53,
    1e300,
    '',
    '1',
    '-Inf',
    true,
    5n,
    [],
    [1],
    {},
  ),
  fc.double(),
);

/** A value in which one to three of the fields inside are something else. */
function spoiled<Value extends object>(value: Value): fc.Arbitrary<Value> {
  const change = fc.tuple(fc.constantFrom(...pathsIn(value)), hostileNumbers);
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) =>
    changes.reduce<Value>((changed, [path, replacement]) => {
      if (!isThere(changed, path)) return changed;
      return (replacement === absent ? without(changed, path) : withValueAt(changed, path, replacement)) as Value;
    }, value),
  );
}

function isThere(value: unknown, path: readonly (string | number)[]): boolean {
  const [key, ...rest] = path;
  if (key === undefined) return true;
  if (typeof value !== 'object' || value === null) return false;
  return isThere((value as { readonly [key: string]: unknown })[key], rest);
}

function without(value: unknown, path: readonly (string | number)[]): unknown {
  const parent = path.slice(0, -1);
  const key = path.at(-1) as string | number;
  const holder = parent.reduce<unknown>((held, step) => (held as { [key: string]: unknown })[step], value);
  const rest = Array.isArray(holder)
    ? holder.filter((_, index) => index !== key)
    : Object.fromEntries(Object.entries(holder as object).filter(([name]) => name !== String(key)));
  return withValueAt(value, parent, rest);
}

/** Asserts that a call ends with an error that names the function and the field, or with numbers that are numbers. */
function expectSense(caller: string, call: () => unknown): void {
  let answer: unknown;
  try {
    answer = call();
  } catch (error) {
    expect(error instanceof TypeError || error instanceof RangeError, String(error)).toBe(true);
    expect((error as Error).message).toMatch(new RegExp(`^${caller}: [a-zA-Z]+[^ ]* must be .+, got .+$`, 's'));
    return;
  }
  expectNumbers(answer, '');
}

function expectNumbers(value: unknown, place: string): void {
  if (typeof value === 'number') expect(Number.isFinite(value) && value >= 0, `${place}: ${value}`).toBe(true);
  if (typeof value === 'string') expect(value, place).not.toMatch(/NaN|undefined|Infinity|null/);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    if (key.endsWith('Count') || key === 'explanation') expect(part, `${place}.${key}`).not.toBe(undefined);
    expectNumbers(part, `${place}.${key}`);
  }
}

/** The one that counts most often. */
const strategies = [
  'None',
  'PreferSameZone',
  'PreferSameNode',
  'TopologyAware',
  'TopologyAware',
  'TopologyAware',
] as const;

describe('whatever numbers capacity and memory hold, there is a sensible answer or a clear error', () => {
  const capacities = fc.oneof(
    { weight: 4, arbitrary: spoiled(capacity) },
    { weight: 1, arbitrary: fc.oneof(...problems.map(spoiled)) },
    { weight: 1, arbitrary: hostileNumbers.map((value) => value as ZoneCapacity) },
  );
  const options = fc.record(
    {
      capacity: capacities,
      memory: fc.oneof(
        spoiled(memory),
        hostileNumbers.map((value) => value as typeof memory),
      ),
      hysteresis: hostileNumbers.map((value) => value as number),
    },
    { requiredKeys: ['capacity'] },
  );

  test('a capacity of which one ratio is absent', () => {
    for (const strategy of ['TopologyAware', 'PreferSameZone'] as const) {
      const zones = capacity.zones.map(({ ratio, ...zone }, index) => (index === 0 ? zone : { ...zone, ratio }));
      const given = { plan, strategy, capacity: { ...capacity, zones } } as HintsInput;
      expect(() => planHints(given)).toThrow(
        new RangeError('planHints: capacity.zones[0].ratio must be between 0 and 1, got undefined'),
      );
    }
  });

  test('planHints', () => {
    fc.assert(
      fc.property(options, fc.constantFrom(...strategies), (given, strategy) => {
        expectSense('planHints', () => {
          const hinted = planHints({ plan, strategy, ...given });
          return { verdicts: hinted.verdicts, memory: hinted.memory };
        });
      }),
      { numRuns: propertyRuns(1500) },
    );
  });

  test('planService', () => {
    const service = buildService();
    const pods = [1, 2, 3, 4, 5, 6].map((number) =>
      buildPod({ name: `p${number}`, ip: `10.0.0.${number}`, nodeName: number < 3 ? 'node-a' : 'node-b' }),
    );
    fc.assert(
      fc.property(options, fc.constantFrom(...strategies), (given, strategy) => {
        expectSense('planService', () => {
          const planned = planService({ service, pods, nodes: cluster, slices: [], hints: { strategy, ...given } });
          return { hints: planned.hints, notices: planned.notices, statistics: planned.statistics };
        });
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  test('planSlices', () => {
    const owner = { apiVersion: 'v1', kind: 'Service', name: 'web', uid: 'u' };
    const groups = [{ addressType: 'IPv4', ports: [], endpoints: endpoints('a a a b b b!') }] as const;
    fc.assert(
      fc.property(options, fc.constantFrom(...strategies), (given, strategy) => {
        expectSense('planSlices', () => {
          const base = { service: { namespace: 'shop', name: 'web' }, managedBy: 'me', owner, groups, slices: [] };
          const planned = planSlices({ ...base, hints: { strategy, ...given } });
          return { hints: planned.hints, notices: planned.notices, statistics: planned.statistics };
        });
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  test('findOverloadedServices', () => {
    const input = {
      services: [{ service: { namespace: 'ns', name: 's' }, memory }],
      capacity,
      options: { hysteresis: 0.1 },
    };
    fc.assert(
      fc.property(spoiled(input), (given) => {
        expectSense('findOverloadedServices', () =>
          findOverloadedServices(given.services, given.capacity, given.options),
        );
      }),
      { numRuns: propertyRuns(1500) },
    );
  });

  test('measureZoneCapacity, and hints by what it gives', () => {
    const input = { list: nodes({ a: '3', b: '500m', c: 2 }), options: { ignoreIncompleteNodesBelow: 0.5 } };
    const cpu = fc.constantFrom('1e309', '-1e309', '9'.repeat(999), '1e-9999', '0x10', '1Ei', '1e99999999', '.', '-');
    const worlds = fc.oneof(
      spoiled(input),
      fc.array(cpu, { minLength: 2, maxLength: 4 }).map((cpus) => ({
        list: nodes(Object.fromEntries(cpus.map((amount, index) => [`z${index}`, amount]))),
        options: input.options,
      })),
    );
    fc.assert(
      fc.property(worlds, ({ list, options: given }) => {
        expectSense('measureZoneCapacity', () => {
          const made = measureZoneCapacity(list, given);
          return [made, planHints({ plan, strategy: 'TopologyAware', capacity: made }).verdicts];
        });
      }),
      { numRuns: propertyRuns(1000) },
    );
  });

  test('simulateHints', () => {
    const change = { addNodes: nodes({ c: 1 }), removeNodes: ['node-a'], endpointCountByZone: { a: 3, z: 2 } };
    const input = { slices: [slice('s', 'a a b')], nodes: cluster, change, hysteresis: 0.1 };
    fc.assert(
      fc.property(spoiled(input), (given) => {
        expectSense('simulateHints', () => simulateHints(given));
      }),
      { numRuns: propertyRuns(1500) },
    );
  });

  test('simulateHints, of more endpoints together than any Service has', () => {
    const zones = Array.from({ length: 5000 }, (_, index) => [`z${index}`, 1_000_000] as const);
    const change = { endpointCountByZone: Object.fromEntries(zones) };
    expect(() => simulateHints({ slices: [slice('s', 'a a b')], nodes: cluster, change })).toThrow(
      new RangeError(
        'simulateHints: change.endpointCountByZone must be at most 1000000 endpoints together, got an object',
      ),
    );
  });

  test('isRelevantNodeChange', () => {
    fc.assert(
      fc.property(spoiled({ before: cluster[0], after: cluster[1] }), (given) => {
        expectSense('isRelevantNodeChange', () => isRelevantNodeChange(given));
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  test('readRequestedHints', () => {
    const annotations = { 'service.kubernetes.io/topology-mode': 'Auto' };
    const input = { service: { metadata: { annotations }, spec: { trafficDistribution: 'PreferClose' } } };
    fc.assert(
      fc.property(spoiled(input), ({ service }) => {
        expectSense('readRequestedHints', () => readRequestedHints(service));
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});
