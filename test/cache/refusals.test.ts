import {
  acceptBookmark,
  composeChanges,
  diffEndpoints,
  emptyCache,
  explainEndpoint,
  formatServicePort,
  listEndpoints,
  removeSlice,
  replaceSlices,
  setSlice,
} from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { refuses } from '../support/refuses.ts';
import { sliceOf, webHttp } from '../support/slice-of.ts';

/** A slice of which one field is wrong. */
function sliceWith(fields: object, metadata: object = {}): object {
  const labels = { 'kubernetes.io/service-name': 'web' };
  return {
    metadata: { namespace: 'shop', name: 'web-1', labels, ...metadata },
    addressType: 'IPv4',
    endpoints: [],
    ports: [{ port: 80 }],
    ...fields,
  };
}

/** A slice whose second endpoint has a wrong field. */
function endpointWith(fields: object): object {
  return sliceWith({ endpoints: [{ addresses: ['10.0.0.1'] }, { addresses: ['10.0.0.2'], ...fields }] });
}

/** A slice whose second port has a wrong field. */
function portWith(fields: object): object {
  return sliceWith({ ports: [{ port: 80 }, { port: 81, ...fields }] });
}

describe('what is wrong with a slice', () => {
  const place = 'setSlice: slice';
  const wrongSlices: readonly (readonly [object, string])[] = [
    [sliceWith({ addressType: 5 }), '.addressType must be a string, got 5'],
    [sliceWith({}, { uid: 5 }), '.metadata.uid must be a string, got 5'],
    [sliceWith({}, { resourceVersion: 5 }), '.metadata.resourceVersion must be a string, got 5'],
    [
      sliceWith({}, { labels: { 'kubernetes.io/service-name': 5 } }),
      '.metadata.labels["kubernetes.io/service-name"] must be a string, got 5',
    ],
    [sliceWith({ ports: {} }), '.ports must be an array, got an object'],
    [sliceWith({ endpoints: {} }), '.endpoints must be an array, got an object'],
    [sliceWith({ endpoints: [{ addresses: ['10.0.0.1'] }, 5] }), '.endpoints[1] must be an object, got 5'],
    [endpointWith({ addresses: {} }), '.endpoints[1].addresses must be an array, got an object'],
    [endpointWith({ addresses: [5] }), '.endpoints[1].addresses[0] must be a string, got 5'],
    [endpointWith({ conditions: 5 }), '.endpoints[1].conditions must be an object, got 5'],
    [endpointWith({ conditions: { ready: 5 } }), '.endpoints[1].conditions.ready must be a boolean, got 5'],
    [endpointWith({ conditions: { serving: 5 } }), '.endpoints[1].conditions.serving must be a boolean, got 5'],
    [endpointWith({ conditions: { terminating: 5 } }), '.endpoints[1].conditions.terminating must be a boolean, got 5'],
    [endpointWith({ nodeName: 5 }), '.endpoints[1].nodeName must be a string, got 5'],
    [endpointWith({ zone: 5 }), '.endpoints[1].zone must be a string, got 5'],
    [endpointWith({ hostname: 5 }), '.endpoints[1].hostname must be a string, got 5'],
    [endpointWith({ targetRef: 5 }), '.endpoints[1].targetRef must be an object, got 5'],
    [endpointWith({ targetRef: { kind: 5 } }), '.endpoints[1].targetRef.kind must be a string, got 5'],
    [endpointWith({ targetRef: { namespace: 5 } }), '.endpoints[1].targetRef.namespace must be a string, got 5'],
    [endpointWith({ targetRef: { name: 5 } }), '.endpoints[1].targetRef.name must be a string, got 5'],
    [endpointWith({ targetRef: { uid: 5 } }), '.endpoints[1].targetRef.uid must be a string, got 5'],
    [endpointWith({ hints: 5 }), '.endpoints[1].hints must be an object, got 5'],
    [endpointWith({ hints: { forZones: {} } }), '.endpoints[1].hints.forZones must be an array, got an object'],
    [endpointWith({ hints: { forNodes: {} } }), '.endpoints[1].hints.forNodes must be an array, got an object'],
    [
      endpointWith({ hints: { forZones: [{ name: 'a' }, { name: 5 }] } }),
      '.endpoints[1].hints.forZones[1].name must be a string, got 5',
    ],
    [
      endpointWith({ hints: { forNodes: [{}] } }),
      '.endpoints[1].hints.forNodes[0].name must be a string, got undefined',
    ],
    [sliceWith({ ports: [{ port: 80 }, 5] }), '.ports[1] must be an object, got 5'],
    [portWith({ name: 5 }), '.ports[1].name must be a string, got 5'],
    [portWith({ protocol: 5 }), '.ports[1].protocol must be a string, got 5'],
    [portWith({ appProtocol: 5 }), '.ports[1].appProtocol must be a string, got 5'],
    [portWith({ port: 'http' }), '.ports[1].port must be a number, got "http"'],
  ];

  refuses(
    setSlice,
    wrongSlices.map(([slice, fault]) => [[emptyCache, slice], new TypeError(`${place}${fault}`)]),
  );

  test('is said of its place in a list too', () => {
    for (const [slice, fault] of wrongSlices) {
      expect(() => replaceSlices(emptyCache, [sliceOf(), slice as never])).toThrow(
        new TypeError(`replaceSlices: slices[1]${fault}`),
      );
    }
    expect(() => replaceSlices(emptyCache, [portWith({ port: 0.5 }) as never])).toThrow(
      new RangeError('replaceSlices: slices[0].ports[1].port must be an integer, got 0.5'),
    );
  });
});

describe('what is wrong beside the slice', () => {
  const slice = sliceOf();
  const noCluster = 'options.cluster must be a string, got 5';

  refuses(setSlice, [
    [[emptyCache, slice, null], new TypeError('setSlice: options must be an object, got null')],
    [[emptyCache, slice, { cluster: 5 }], new TypeError(`setSlice: ${noCluster}`)],
    [[emptyCache, slice, { sequence: '1' }], new TypeError('setSlice: options.sequence must be a number, got "1"')],
    [
      [emptyCache, slice, { sequence: Infinity }],
      new RangeError('setSlice: options.sequence must be finite, got Infinity'),
    ],
  ]);

  refuses(removeSlice, [
    [[emptyCache, 5], new TypeError('removeSlice: slice must be an object, got 5')],
    [[emptyCache, slice, 5], new TypeError('removeSlice: options must be an object, got 5')],
    [[emptyCache, slice, { cluster: 5 }], new TypeError(`removeSlice: ${noCluster}`)],
    [
      [emptyCache, { metadata: { namespace: 'shop', name: 'web-1', uid: 5 } }],
      new TypeError('removeSlice: slice.metadata.uid must be a string, got 5'),
    ],
  ]);

  refuses(replaceSlices, [
    [[emptyCache, 5], new TypeError('replaceSlices: slices must be an array, got 5')],
    [[emptyCache, [], 5], new TypeError('replaceSlices: options must be an object, got 5')],
    [[emptyCache, [], { cluster: 5 }], new TypeError(`replaceSlices: ${noCluster}`)],
    [[emptyCache, [], { namespace: 5 }], new TypeError('replaceSlices: options.namespace must be a string, got 5')],
    [
      [emptyCache, [], { resourceVersion: 5 }],
      new TypeError('replaceSlices: options.resourceVersion must be a string, got 5'),
    ],
    [[emptyCache, [], { sequence: '1' }], new TypeError('replaceSlices: options.sequence must be a number, got "1"')],
    [
      [emptyCache, [slice], { namespace: 'other' }],
      new RangeError('replaceSlices: slices[0].metadata.namespace must be "other", got "shop"'),
    ],
  ]);

  refuses(acceptBookmark, [
    [[emptyCache, 5], new TypeError('acceptBookmark: bookmark must be an object, got 5')],
    [[emptyCache, { cluster: 5 }], new TypeError('acceptBookmark: bookmark.cluster must be a string, got 5')],
    [[emptyCache, { namespace: 5 }], new TypeError('acceptBookmark: bookmark.namespace must be a string, got 5')],
    [
      [emptyCache, { resourceVersion: 'x' }],
      new RangeError('acceptBookmark: bookmark.resourceVersion must be a decimal number as text, got "x"'),
    ],
    [
      [emptyCache, { resourceVersion: 5 }],
      new RangeError('acceptBookmark: bookmark.resourceVersion must be a decimal number as text, got 5'),
    ],
  ]);
});

describe('what is wrong with a question', () => {
  const wrongPorts: readonly (readonly [unknown, string])[] = [
    [5, ' must be an object, got 5'],
    [{ ...webHttp, namespace: '' }, '.namespace must be a non-empty string, got ""'],
    [{ ...webHttp, name: 5 }, '.name must be a non-empty string, got 5'],
    [{ ...webHttp, port: null }, '.port must be a string, got null'],
    [{ ...webHttp, protocol: undefined }, '.protocol must be a non-empty string, got undefined'],
  ];
  const policy = (caller: string): RangeError =>
    new RangeError(
      `${caller}: ${caller === 'explainEndpoint' ? 'question' : 'options'}.policy must be 'identity-aware' or 'kube-proxy', got "random"`,
    );

  refuses(listEndpoints, [
    ...wrongPorts.map(
      ([port, fault]) => [[emptyCache, port], new TypeError(`listEndpoints: servicePort${fault}`)] as const,
    ),
    [[emptyCache, webHttp, 5], new TypeError('listEndpoints: options must be an object, got 5')],
    [[emptyCache, webHttp, { policy: 'random' }], policy('listEndpoints')],
    [
      [emptyCache, webHttp, { addressType: 'FQDN' }],
      new RangeError("listEndpoints: options.addressType must be 'IPv4' or 'IPv6', got \"FQDN\""),
    ],
  ]);

  const question = { servicePort: webHttp, address: '10.0.0.1', port: 80 };
  refuses(explainEndpoint, [
    [[emptyCache, 5], new TypeError('explainEndpoint: question must be an object, got 5')],
    ...wrongPorts.map(
      ([servicePort, fault]) =>
        [
          [emptyCache, { ...question, servicePort }],
          new TypeError(`explainEndpoint: question.servicePort${fault}`),
        ] as const,
    ),
    [[emptyCache, { ...question, policy: 'random' }], policy('explainEndpoint')],
    [
      [emptyCache, { ...question, port: '80' }],
      new TypeError('explainEndpoint: question.port must be a number, got "80"'),
    ],
    [
      [emptyCache, { ...question, address: '' }],
      new TypeError('explainEndpoint: question.address must be a non-empty string, got ""'),
    ],
  ]);

  refuses(
    formatServicePort,
    wrongPorts.map(([port, fault]) => [[port], new TypeError(`formatServicePort: servicePort${fault}`)]),
  );

  refuses(diffEndpoints, [
    [[emptyCache, emptyCache, 5], new TypeError('diffEndpoints: options must be an object, got 5')],
    [[emptyCache, emptyCache, { policy: 'random' }], policy('diffEndpoints')],
  ]);
});

describe('what is wrong with changes', () => {
  const { cache } = setSlice(emptyCache, sliceOf({ endpoints: ['10.0.0.1'] }));
  const [endpoint] = listEndpoints(cache, webHttp).endpoints;
  const change = { servicePort: webHttp, added: [], removed: [], updated: [] };
  const wrongChanges: readonly (readonly [unknown, string])[] = [
    [5, ' must be an array, got 5'],
    [[change, 5], '[1] must be an object, got 5'],
    [[change, { ...change, servicePort: 5 }], '[1].servicePort must be an object, got 5'],
    [[change, { ...change, added: 5 }], '[1].added must be an array, got 5'],
    [[change, { ...change, added: [endpoint, 5] }], '[1].added[1] must be an object, got 5'],
    [[change, { ...change, removed: 5 }], '[1].removed must be an array, got 5'],
    [[change, { ...change, updated: 5 }], '[1].updated must be an array, got 5'],
    [[change, { ...change, updated: [5] }], '[1].updated[0] must be an object, got 5'],
    [
      [change, { ...change, updated: [{ before: 5, after: endpoint }] }],
      '[1].updated[0].before must be an object, got 5',
    ],
    [
      [change, { ...change, updated: [{ before: endpoint, after: 5 }] }],
      '[1].updated[0].after must be an object, got 5',
    ],
  ];

  refuses(composeChanges, [
    ...wrongChanges.map(([changes, fault]) => [[changes, []], new TypeError(`composeChanges: first${fault}`)] as const),
    ...wrongChanges.map(
      ([changes, fault]) => [[[], changes], new TypeError(`composeChanges: second${fault}`)] as const,
    ),
  ]);
});
