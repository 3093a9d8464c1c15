import { describe, expect, test } from 'vitest';
import type { AddressDetails } from '../../src/mirror/address-details.ts';
import { repackSubsets } from 'endpointslice';
import { deepFreeze } from '../support/deep-freeze.ts';
import { printSubsets, readSubsets } from '../support/subset-text.ts';

/** Kubernetes' own cases (pkg/api/v1/endpoints util_test.go, TestPackSubsets), in our notation, and some more. */
const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['drops a subset without anything', [' : '], []],
  ['drops a subset without addresses (rule 3.2.4)', [' : 111'], []],
  ['keeps an address without ports (rule 3.2.4)', ['1.2.3.4 : '], ['1.2.3.4 : ']],
  ['keeps a not-ready address without ports', ['!1.2.3.4 : '], ['!1.2.3.4 : ']],
  ['keeps one address and port', ['1.2.3.4 : 111'], ['1.2.3.4 : 111']],
  ['keeps an IPv6 address', ['beef::1:2:3:4 : 111'], ['beef::1:2:3:4 : 111']],
  ['keeps an empty uid', ['1.2.3.4# : 111'], ['1.2.3.4# : 111']],
  ['keeps ready and not ready apart', ['1.2.3.4 !5.6.7.8 : 111'], ['1.2.3.4 !5.6.7.8 : 111']],
  ['lets not ready beat ready in one subset (rule 3.2.2)', ['1.2.3.4 !1.2.3.4 : 111'], ['!1.2.3.4 : 111']],
  ['lets not ready beat ready across subsets (rule 3.2.2)', ['!1.2.3.4 : 111', '1.2.3.4 : 111'], ['!1.2.3.4 : 111']],
  ['keeps two ports together', ['1.2.3.4 : 111 222'], ['1.2.3.4 : 111 222']],
  ['drops a repeated address (rule 3.2.1)', ['1.2.3.4 1.2.3.4 : 111'], ['1.2.3.4 : 111']],
  ['drops a repeated port', ['1.2.3.4 : 111 111'], ['1.2.3.4 : 111']],
  ['drops a repeated subset', ['1.2.3.4 : 111', '1.2.3.4 : 111'], ['1.2.3.4 : 111']],
  ['merges ports of one address (rule 3.2.3)', ['1.2.3.4 : 111', '1.2.3.4 : 222'], ['1.2.3.4 : 111 222']],
  [
    'splits ports that differ in readiness (rule 3.2.3)',
    ['1.2.3.4#u1 : 111', '!1.2.3.4#u1 : 222'],
    ['!1.2.3.4#u1 : 222', '1.2.3.4#u1 : 111'],
  ],
  ['merges addresses of one port', ['5.6.7.8 : 111', '1.2.3.4 : 111'], ['1.2.3.4 5.6.7.8 : 111']],
  ['tells uids apart (rule 3.2.1)', ['1.2.3.4#u2 : 111', '1.2.3.4#u1 : 111'], ['1.2.3.4#u1 1.2.3.4#u2 : 111']],
  [
    'orders addresses by text, then without target first, then by uid (rule 3.2.5)',
    ['5.6.7.8 : 111', '5.6.7.8#u1 : 111', '1.2.3.4#u1 10.0.0.2 : 111', '1.2.3.4 10.0.0.10 : 111'],
    ['1.2.3.4 1.2.3.4#u1 10.0.0.10 10.0.0.2 5.6.7.8 5.6.7.8#u1 : 111'],
  ],
  [
    'splits and merges jumbled subsets (rule 3.2.3)',
    ['1.2.3.4 : 111', '!1.2.3.5 : 222', '1.2.3.6 : 111', '!1.2.3.5 : 333'],
    ['!1.2.3.5 : 222 333', '1.2.3.4 1.2.3.6 : 111'],
  ],
  [
    'splits a port that has more addresses than its companion',
    ['1.2.3.4 : a/1 b/2', '1.2.3.5 : b/2'],
    ['1.2.3.4 1.2.3.5 : b/2', '1.2.3.4 : a/1'],
  ],
  ['orders a uid after none', ['1.2.3.4#A 1.2.3.4 : 111'], ['1.2.3.4 1.2.3.4#A : 111']],
  ['keeps none before a uid', ['1.2.3.4 1.2.3.4#A : 111'], ['1.2.3.4 1.2.3.4#A : 111']],
  ['takes port 0 for no port (rule 3.2.4)', ['1.2.3.4 : 0'], ['1.2.3.4 : ']],
  [
    'keeps only the ports of an address set that is also portless (rule 3.2.4)',
    ['1.2.3.4 : ', '1.2.3.4 : 80'],
    ['1.2.3.4 : 80'],
  ],
  ['keeps IP texts apart that mean one address (rule 3.2.1)', ['10.0.0.1 010.0.0.1 : 80'], ['010.0.0.1 10.0.0.1 : 80']],
];

describe('repackSubsets', () => {
  test.each(cases)('%s', (_, given, wanted) => {
    expect(printSubsets(repackSubsets(deepFreeze(readSubsets(...given))))).toEqual([...wanted].sort());
  });

  test.each<[string, AddressDetails[]]>([
    ['most of target, node and hostname', [{ nodeName: 'a', hostname: 'a' }, { nodeName: 'z' }, { hostname: 'z' }, {}]],
    [
      'a target, even where that says less of itself',
      [{ targetRef: { name: 'p' } }, { targetRef: { kind: 'Pod' } }, {}],
    ],
    [
      'of as many the greatest text, the target first',
      [{ targetRef: { name: 'p' } }, { nodeName: 'z' }, { hostname: 'z' }],
    ],
    [
      'the greater node',
      [
        { nodeName: 'b', hostname: 'a' },
        { nodeName: 'a', hostname: 'b' },
      ],
    ],
    ['the greater hostname', [{ hostname: 'b' }, { hostname: 'a' }, { hostname: '' }]],
    [
      'the greater namespace, then name',
      [{ targetRef: { namespace: 'b', name: 'a' } }, { targetRef: { namespace: 'a', name: 'b' } }],
    ],
    [
      'the later version',
      [{ targetRef: { name: 'p', resourceVersion: '8' } }, { targetRef: { name: 'p', resourceVersion: '7' } }],
    ],
    ['an empty node rather than none', [{ nodeName: '' }, { nodeName: null }]],
    ['an empty target rather than none', [{ targetRef: {} }, { targetRef: null }]],
    ['an empty target rather than an absent one', [{ nodeName: 'n', targetRef: {} }, { nodeName: 'n' }]],
    ['something rather than empty texts', [{ nodeName: 'a' }, { hostname: '', targetRef: { name: '' } }]],
    ['something rather than nothing', [{ nodeName: 'a' }, { hostname: null, targetRef: { name: null } }]],
    ...['kind', 'namespace', 'apiVersion', 'fieldPath', 'resourceVersion'].map((field): [string, AddressDetails[]] => [
      `a ${field} rather than none`,
      [{ targetRef: { name: 'p', [field]: 'A' } }, { targetRef: { name: 'p' } }],
    ]),
    ['the greater name', [{ targetRef: { name: 'b' } }, { targetRef: { name: 'a' } }]],
    ['the greater kind', [{ targetRef: { kind: 'Pod' } }, { targetRef: { kind: 'Node' } }]],
    [
      'the greater apiVersion, then fieldPath',
      [
        { targetRef: { name: 'p', apiVersion: 'v2', fieldPath: 'a' } },
        { targetRef: { name: 'p', apiVersion: 'v1', fieldPath: 'b' } },
        { targetRef: { name: 'p', apiVersion: 'v1', fieldPath: 'a', resourceVersion: '9' } },
      ],
    ],
  ])(
    'keeps of the details of an IP and uid those that name %s (rule 3.2.1) (ledger mirroring/conflicting-address)',
    (_, all) => {
      const [best] = all;
      for (const first of all) {
        for (const second of all) {
          const subsets = [
            { addresses: [{ ip: '1.2.3.4', ...first }] },
            { notReadyAddresses: [{ ip: '1.2.3.4', ...second }] },
          ];
          const kept = all.find((details) => details === first || details === second);
          const wanted = repackSubsets([{ notReadyAddresses: [{ ip: '1.2.3.4', ...kept }] }]);
          expect(repackSubsets(deepFreeze(subsets))).toEqual(wanted);
        }
      }
      const listed = [...all].reverse().map((details) => ({ ip: '1.2.3.4', ...details }));
      expect(repackSubsets([{ addresses: listed }])).toEqual(
        repackSubsets([{ addresses: [{ ip: '1.2.3.4', ...best }] }]),
      );
    },
  );

  test('takes an empty protocol for TCP (ledger mirroring/protocol-default)', () => {
    const subsets = [
      { addresses: [{ ip: '1.2.3.4' }], ports: [{ port: 80, protocol: '' }] },
      { addresses: [{ ip: '1.2.3.5' }], ports: [{ port: 80 }, { port: 80, protocol: 'TCP' }] },
    ];
    expect(repackSubsets(subsets)).toEqual([
      { addresses: [{ ip: '1.2.3.4' }, { ip: '1.2.3.5' }], ports: [{ port: 80, protocol: 'TCP' }] },
    ]);
  });

  test('compares appProtocol by value (rule 3.2.6; mirroring/app-protocol-by-value)', () => {
    const port = (): { port: number; appProtocol: string } => ({ port: 80, appProtocol: 'h2c' });
    const subsets = [
      { addresses: [{ ip: '1.2.3.4' }], ports: [port()] },
      { addresses: [{ ip: '1.2.3.5' }], ports: [port()] },
    ];
    expect(repackSubsets(subsets)).toEqual([
      { addresses: [{ ip: '1.2.3.4' }, { ip: '1.2.3.5' }], ports: [{ port: 80, protocol: 'TCP', appProtocol: 'h2c' }] },
    ]);
  });

  test('tells an absent appProtocol from an empty one', () => {
    const subsets = [
      { addresses: [{ ip: '1.2.3.4' }], ports: [{ port: 80 }] },
      { addresses: [{ ip: '1.2.3.5' }], ports: [{ port: 80, appProtocol: '' }] },
    ];
    expect(repackSubsets(subsets)).toHaveLength(2);
  });

  test('orders ports and subsets by the hash of the reference', () => {
    // The order was checked against the Go code.
    const subsets = readSubsets('10.0.0.1 : a/1 b/2 c/3', '10.0.0.2 : d/4', '10.0.0.3 !10.0.0.4#u : e/5 f/6');
    const packed = repackSubsets(subsets);
    expect(packed.map(({ ports }) => ports?.map(({ name }) => name).join())).toEqual(['f,e', 'd', 'c,b,a']);
  });

  test('orders them so whatever is said of an address or port', () => {
    const details = [
      { targetRef: null },
      { hostname: 'h', nodeName: 'n' },
      { nodeName: '', targetRef: {} },
      {
        targetRef: {
          kind: 'Pod',
          namespace: 's',
          name: 'p',
          uid: 'u',
          apiVersion: 'v1',
          resourceVersion: '7',
          fieldPath: 'f',
        },
      },
    ];
    const subsets = Array.from({ length: 16 }, (_, index) => {
      const address = { ip: `10.0.0.${index}`, ...details[index % 4] };
      const other = { ip: `10.0.1.${index}`, ...details[(index + 1) % 4] };
      return {
        addresses: index % 3 === 0 ? [] : [address, other],
        notReadyAddresses: index % 3 === 0 ? [address] : [],
        ports: [
          { name: `a${index}`, port: 80, protocol: 'TCP' },
          { name: `b${index}`, port: 80, protocol: 'UDP', appProtocol: 'h2c' },
        ],
      };
    });
    // The order is that of the Go code.
    expect(repackSubsets(subsets).map(({ ports }) => ports?.map(({ name }) => name).join())).toEqual(
      'a6,b6 b13,a13 b12,a12 a15,b15 a11,b11 b9,a9 a1,b1 a14,b14 a4,b4 b8,a8 b10,a10 a3,b3 b0,a0 a2,b2 a7,b7 a5,b5'.split(
        ' ',
      ),
    );
  });

  test('shares nothing with its input', () => {
    const subsets = [{ addresses: [{ ip: '1.2.3.4', targetRef: { kind: 'Pod' } }], ports: [{ port: 80 }] }];
    const [packed] = repackSubsets(subsets);
    expect(packed?.addresses?.[0]).not.toBe(subsets[0]?.addresses[0]);
    expect(packed?.addresses?.[0]?.targetRef).not.toBe(subsets[0]?.addresses[0]?.targetRef);
  });

  test('leaves out of an address what is empty, as Go does', () => {
    const empty = { ip: '1.2.3.4', hostname: '', nodeName: null, targetRef: null };
    expect(repackSubsets([{ addresses: [empty] }])).toStrictEqual([{ addresses: [{ ip: '1.2.3.4' }] }]);
    const full = { ip: '1.2.3.4', hostname: 'h', nodeName: '', targetRef: {} };
    expect(repackSubsets([{ notReadyAddresses: [full] }])).toStrictEqual([{ notReadyAddresses: [full] }]);
  });

  test('takes an empty uid for none, and a text that is no address for itself', () => {
    const empty = { ip: '1.2.3.4', targetRef: { uid: '', name: 'p' } };
    expect(repackSubsets([{ addresses: [{ ip: '1.2.3.4' }, empty] }])).toEqual([{ addresses: [empty] }]);
    const odd = [{ ip: '1 u1.2.3.4' }, { ip: '1.2.3.4', targetRef: { uid: 'u' } }];
    expect(repackSubsets([{ addresses: odd }])).toEqual([{ addresses: odd }]);
  });

  test('takes a null appProtocol for none', () => {
    const subsets = [{ addresses: [{ ip: '1.2.3.4' }], ports: [{ port: 80, appProtocol: null }] }];
    expect(repackSubsets(subsets)).toStrictEqual([
      { addresses: [{ ip: '1.2.3.4' }], ports: [{ port: 80, protocol: 'TCP' }] },
    ]);
  });

  test('takes absent and null lists', () => {
    expect(repackSubsets(undefined)).toEqual([]);
    expect(repackSubsets([{ addresses: null, notReadyAddresses: null, ports: null }, {}])).toEqual([]);
  });

  test.each([
    ['subsets must be an array, got 5', 5],
    ['subsets[0] must be an object, got null', [null]],
    ['subsets[0].addresses must be an array, got "a"', [{ addresses: 'a' }]],
    ['subsets[0].addresses[1].ip must be a string, got undefined', [{ addresses: [{ ip: '1.2.3.4' }, {}] }]],
    ['subsets[0].notReadyAddresses[0] must be an object, got 1', [{ notReadyAddresses: [1] }]],
    [
      'subsets[0].addresses[0].targetRef.uid must be a string, got 7',
      [{ addresses: [{ ip: '', targetRef: { uid: 7 } }] }],
    ],
    ['subsets[0].ports[0].port must be a whole number, got 1.5', [{ ports: [{ port: 1.5 }] }]],
    ['subsets[1].ports must be an array, got 5', [{}, { ports: 5 }]],
    ['subsets[0].ports[1] must be an object, got null', [{ ports: [{}, null] }]],
    ['subsets[0].ports[0].name must be a string, got 5', [{ ports: [{ name: 5 }] }]],
    ['subsets[0].ports[0].protocol must be a string, got 5', [{ ports: [{ protocol: 5 }] }]],
    ['subsets[0].ports[0].appProtocol must be a string, got 5', [{ ports: [{ appProtocol: 5 }] }]],
    ['subsets[0].addresses[0].hostname must be a string, got 5', [{ addresses: [{ ip: 'a', hostname: 5 }] }]],
    ['subsets[0].addresses[0].nodeName must be a string, got 5', [{ addresses: [{ ip: 'a', nodeName: 5 }] }]],
    ['subsets[0].addresses[0].targetRef must be an object, got 5', [{ addresses: [{ ip: 'a', targetRef: 5 }] }]],
    [
      'subsets[0].addresses[0].hostname must be a string, got 5',
      [{ addresses: [{ ip: 'a', hostname: 5, nodeName: 'n', targetRef: null }] }],
    ],
    [
      'subsets[0].addresses[0].targetRef.kind must be a string, got 5',
      [
        {
          addresses: [
            {
              ip: 'a',
              targetRef: { kind: 5, namespace: 5, name: 5, uid: 5, apiVersion: 5, resourceVersion: 5, fieldPath: 5 },
            },
          ],
        },
      ],
    ],
    ...['kind', 'namespace', 'name', 'apiVersion', 'resourceVersion', 'fieldPath'].map((field): [string, unknown] => [
      `subsets[0].addresses[0].targetRef.${field} must be a string, got 5`,
      [{ addresses: [{ ip: 'a', targetRef: { [field]: 5 } }] }],
    ]),
  ])('refuses what is not of the form: %s', (message, subsets) => {
    expect(() => repackSubsets(subsets as never)).toThrow(new TypeError(`repackSubsets: ${message}`));
  });
});
