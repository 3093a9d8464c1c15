import { nodes, planOf, slice } from '../support/hint-text.ts';
import { type Refusal, refuses } from '../support/refuses.ts';
import {
  listHintsNotices,
  findOverloadedServices,
  planHints,
  readRequestedHints,
  simulateHints,
  measureZoneCapacity,
} from 'endpointslice/hints';
import { describe } from 'vitest';

const cluster = nodes({ a: 4, b: 4 });
const capacity = measureZoneCapacity(cluster);
const plan = planOf({ s: 'a b' });
const { memory } = planHints({ plan, strategy: 'TopologyAware', capacity });

type Wrong = readonly [value: unknown, fault: string];

/** What is no capacity, and how errors go on behind its path. */
const wrongCapacities: readonly Wrong[] = [
  [5, ' must be what measureZoneCapacity makes, got 5'],
  [{}, ' must be what measureZoneCapacity makes, got an object'],
  [{ zones: [{ zone: 'a', ratio: 1 }, 5] }, '.zones[1] must be an object, got 5'],
  [
    {
      zones: [
        { zone: 'a', ratio: 1 },
        { zone: '', ratio: 0 },
      ],
    },
    '.zones[1].zone must be a non-empty string, got ""',
  ],
  [{ zones: [], problem: 5 }, '.problem must be an object, got 5'],
  [
    { zones: [], problem: { reason: 'NodeWithoutZone', nodeName: 5, incompleteNodeCount: 1 } },
    '.problem.nodeName must be a string, got 5',
  ],
  [
    { zones: [], problem: { reason: 'NodeWithoutCPU', nodeName: 5, incompleteNodeCount: 1 } },
    '.problem.nodeName must be a string, got 5',
  ],
  [
    { zones: [], problem: { reason: 'NodeWithoutCPU', nodeName: 'n', incompleteNodeCount: 'x' } },
    '.problem.incompleteNodeCount must be a whole number, 0 or more, got "x"',
  ],
  [{ zones: [], problem: { reason: 'OneZone', zone: '' } }, '.problem.zone must be a non-empty string, got ""'],
];
const outsideCapacities: readonly Wrong[] = [
  [{ zones: [{ zone: 'a', ratio: 1.5 }] }, '.zones[0].ratio must be between 0 and 1, got 1.5'],
  [{ zones: [{ zone: 'a', ratio: -0.1 }] }, '.zones[0].ratio must be between 0 and 1, got -0.1'],
  [{ zones: [{ zone: 'a', ratio: '1' }] }, '.zones[0].ratio must be between 0 and 1, got "1"'],
  [
    {
      zones: [
        { zone: 'a', ratio: 0.5 },
        { zone: 'a', ratio: 0.5 },
      ],
    },
    '.zones[1].zone must be named once, got "a"',
  ],
  [{ zones: [], problem: { reason: 'x' } }, '.problem.reason must be a reason that measureZoneCapacity gives, got "x"'],
];

/** What is no memory. */
const wrongMemories: readonly Wrong[] = [
  [5, ' must be an object, got 5'],
  [{ IPv4: 5 }, '.IPv4 must be an object, got 5'],
  [{ IPv4: null }, '.IPv4 must be an object, got null'],
  [{ IPv6: { strategy: '', reason: 'x' } }, '.IPv6.strategy must be a non-empty string, got ""'],
  [{ IPv6: { strategy: 'x', reason: 5 } }, '.IPv6.reason must be a non-empty string, got 5'],
  [
    { IPv4: { strategy: 'x', reason: 'y', endpointCountByZone: 5 } },
    '.IPv4.endpointCountByZone must be an object, got 5',
  ],
  [
    { IPv4: { strategy: 'x', reason: 'y', endpointCountByZone: { a: 1, b: 'x' } } },
    '.IPv4.endpointCountByZone.b must be a whole number, 0 or more, got "x"',
  ],
];

function rowsOf(
  list: readonly Wrong[],
  place: string,
  given: (value: unknown) => readonly unknown[],
  makeError: (message: string) => Error = (message) => new TypeError(message),
): Refusal[] {
  return list.map(([value, fault]) => [given(value), makeError(`${place}${fault}`)]);
}

const makeRangeError = (message: string): Error => new RangeError(message);

describe('what is wrong is refused', () => {
  const hints = { plan, strategy: 'TopologyAware', capacity } as const;
  refuses(planHints, [
    [[5], new TypeError('planHints: input must be an object, got 5')],
    [[{ ...hints, plan: 5 }], new TypeError('planHints: plan must be a plan, got 5')],
    [
      [{ ...hints, strategy: 'best' }],
      new RangeError(
        'planHints: strategy must be None, PreferSameZone, PreferSameNode, TopologyAware or a function, got "best"',
      ),
    ],
    [[{ ...hints, hysteresis: 1.5 }], new RangeError('planHints: hysteresis must be between 0 and 1, got 1.5')],
    [[{ ...hints, hysteresis: '0' }], new RangeError('planHints: hysteresis must be between 0 and 1, got "0"')],
    ...rowsOf(wrongCapacities, 'planHints: capacity', (value) => [{ ...hints, capacity: value }]),
    ...rowsOf(outsideCapacities, 'planHints: capacity', (value) => [{ ...hints, capacity: value }], makeRangeError),
    ...rowsOf(wrongMemories, 'planHints: memory', (value) => [{ ...hints, memory: value }]),
  ]);

  const service = { service: { namespace: 'ns', name: 's' }, memory };
  refuses(findOverloadedServices, [
    [[5, capacity], new TypeError('findOverloadedServices: services must be an array, got 5')],
    [[[service, 5], capacity], new TypeError('findOverloadedServices: services[1] must be an object, got 5')],
    [
      [[service, { ...service, service: { namespace: 'ns', name: '' } }], capacity],
      new TypeError('findOverloadedServices: services[1].service.name must be a non-empty string, got ""'),
    ],
    [[[], capacity, 5], new TypeError('findOverloadedServices: options must be an object, got 5')],
    [
      [[], capacity, { hysteresis: 2 }],
      new RangeError('findOverloadedServices: options.hysteresis must be between 0 and 1, got 2'),
    ],
    ...rowsOf(wrongCapacities, 'findOverloadedServices: capacity', (value) => [[], value]),
    ...rowsOf(outsideCapacities, 'findOverloadedServices: capacity', (value) => [[], value], makeRangeError),
    ...rowsOf(wrongMemories, 'findOverloadedServices: services[1].memory', (value) => [
      [service, { ...service, memory: value }],
      capacity,
    ]),
  ]);

  const [node = {}] = cluster;
  const labelled = { ...node, metadata: { labels: 5 } };
  refuses(readRequestedHints, [
    [[5], new TypeError('readRequestedHints: service must be an object, got 5')],
    [[{}, 5], new TypeError('readRequestedHints: options must be an object, got 5')],
  ]);

  const question = { slices: [slice('s', 'a b')], nodes: cluster, change: {} };
  const ask = (fields: object): readonly unknown[] => [{ ...question, ...fields }];
  refuses(simulateHints, [
    [[5], new TypeError('simulateHints: input must be an object, got 5')],
    [ask({ slices: 5 }), new TypeError('simulateHints: slices must be an array, got 5')],
    [ask({ slices: [slice('s', 'a'), 5] }), new TypeError('simulateHints: slices[1] must be an object, got 5')],
    [ask({ nodes: 5 }), new TypeError('simulateHints: nodes must be an array, got 5')],
    [ask({ nodes: [node, 5] }), new TypeError('simulateHints: nodes[1] must be an object, got 5')],
    [ask({ hysteresis: 2 }), new RangeError('simulateHints: hysteresis must be between 0 and 1, got 2')],
    [
      ask({ ignoreIncompleteNodesBelow: -1 }),
      new RangeError('simulateHints: ignoreIncompleteNodesBelow must be between 0 and 1, got -1'),
    ],
    [ask({ change: 5 }), new TypeError('simulateHints: change must be an object, got 5')],
    [ask({ change: { addNodes: 5 } }), new TypeError('simulateHints: change.addNodes must be an array, got 5')],
    [ask({ change: { addNodes: [5] } }), new TypeError('simulateHints: change.addNodes[0] must be an object, got 5')],
    [
      ask({ change: { addNodes: [node, labelled] } }),
      new TypeError('simulateHints: change.addNodes[1].metadata.labels must be an object, got 5'),
    ],
    [ask({ change: { removeNodes: 5 } }), new TypeError('simulateHints: change.removeNodes must be an array, got 5')],
    [ask({ change: { removeZones: 5 } }), new TypeError('simulateHints: change.removeZones must be an array, got 5')],
    [
      ask({ change: { endpointCountByZone: 5 } }),
      new TypeError('simulateHints: change.endpointCountByZone must be an object, got 5'),
    ],
    [
      ask({ change: { endpointCountByZone: { a: 1, b: -1 } } }),
      new RangeError('simulateHints: change.endpointCountByZone.b must be a whole number from 0 to 1000000, got -1'),
    ],
    [
      ask({ change: { endpointCountByZone: { a: 0.5 } } }),
      new RangeError('simulateHints: change.endpointCountByZone.a must be a whole number from 0 to 1000000, got 0.5'),
    ],
    [
      ask({ change: { endpointCountByZone: { a: 1_000_001 } } }),
      new RangeError(
        'simulateHints: change.endpointCountByZone.a must be a whole number from 0 to 1000000, got 1000001',
      ),
    ],
    [
      ask({ change: { endpointCountByZone: { a: 1_000_000, b: 1 } } }),
      new RangeError(
        'simulateHints: change.endpointCountByZone must be at most 1000000 endpoints together, got an object',
      ),
    ],
  ]);
});

describe('what is no object or verdict is refused', () => {
  const object = { kind: 'Service', namespace: 'ns', name: 's' };
  const [verdict] = planHints({ plan, strategy: 'TopologyAware', capacity: measureZoneCapacity([]) }).verdicts;
  const verdicts: readonly Wrong[] = [
    [5, ' must be an object, got 5'],
    [{ ...verdict, addressType: 5 }, '.addressType must be a string, got 5'],
    [{ ...verdict, reason: 5 }, '.reason must be a string, got 5'],
    [{ ...verdict, readyEndpointCount: 'x' }, '.readyEndpointCount must be a whole number, 0 or more, got "x"'],
  ];
  refuses(listHintsNotices, [
    [[5, []], new TypeError('listHintsNotices: object must be an object, got 5')],
    ...['kind', 'namespace', 'name'].map(
      (field): Refusal => [
        [{ ...object, [field]: 5 }, []],
        new TypeError(`listHintsNotices: object.${field} must be a string, got 5`),
      ],
    ),
    [[object, 5], new TypeError('listHintsNotices: verdicts must be an array, got 5')],
    ...rowsOf(verdicts, 'listHintsNotices: verdicts[1]', (value) => [object, [verdict, value]]),
  ]);
});

describe('what is no plan is refused', () => {
  const badPorts = { writes: [], unchanged: [{ addressType: 'IPv4', ports: [{}, 5] }] };
  refuses(planHints, [
    [
      [{ plan: badPorts, strategy: 'None' }],
      new TypeError('planHints: plan.unchanged[0].ports[1] must be an object, got 5'),
    ],
  ]);
  refuses(
    (wrong: never) => planHints({ plan: wrong, strategy: 'None' }),
    [
      [[5], new TypeError('planHints: plan must be a plan, got 5')],
      [[badPorts], new TypeError('planHints: plan.unchanged[0].ports[1] must be an object, got 5')],
    ],
  );
});

describe('what a strategy of the caller answers is refused', () => {
  const answers: readonly (readonly [unknown, Error])[] = [
    [5, new TypeError('planHints: strategy must be a function that returns hints, got 5')],
    [{ forZones: {} }, new TypeError('planHints: strategy.forZones must be an array, got an object')],
    [{ forNodes: 'n' }, new TypeError('planHints: strategy.forNodes must be an array, got "n"')],
    [
      { forZones: [{ name: 'a' }, 5] },
      new TypeError('planHints: strategy.forZones[1].name must be a string, got undefined'),
    ],
    [{ forNodes: [{ name: 5 }] }, new TypeError('planHints: strategy.forNodes[0].name must be a string, got 5')],
    [
      { forZones: [{ name: 'a' }, { name: 'a' }] },
      new RangeError('planHints: strategy.forZones[1].name must be named once, got "a"'),
    ],
    [
      { forZones: Array.from({ length: 9 }, (_, index) => ({ name: `${index}` })) },
      new RangeError('planHints: strategy.forZones.length must be at most 8, got 9'),
    ],
    [
      { forNodes: Array.from({ length: 9 }, (_, index) => ({ name: `${index}` })) },
      new RangeError('planHints: strategy.forNodes.length must be at most 8, got 9'),
    ],
  ];
  refuses(
    (answer: never) => planHints({ plan, strategy: () => answer }),
    answers.map(([answer, error]) => [[answer], error]),
    'planHints',
  );
});
