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

  test('shares nothing with its input', () => {
    const subsets = [{ addresses: [{ ip: '1.2.3.4', targetRef: { kind: 'Pod' } }], ports: [{ port: 80 }] }];
    const [packed] = repackSubsets(subsets);
    expect(packed?.addresses?.[0]).not.toBe(subsets[0]?.addresses[0]);
    expect(packed?.addresses?.[0]?.targetRef).not.toBe(subsets[0]?.addresses[0]?.targetRef);
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
  ])('refuses what is not of the form: %s', (message, subsets) => {
    expect(() => repackSubsets(subsets as never)).toThrow(new TypeError(`repackSubsets: ${message}`));
  });
});
