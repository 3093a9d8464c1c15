import { endpointsOf, service, mirroredSlice } from '../support/mirror-world.ts';
import { compareCoreEndpoints, type EndpointsComparison, type EndpointSliceLike } from 'endpointslice';
import { ANNOTATION_OVER_CAPACITY } from 'endpointslice/well-known';
import { describe, expect, test } from 'vitest';

function compare(subsets: readonly string[], slices: readonly EndpointSliceLike[]): EndpointsComparison {
  return compareCoreEndpoints({ service, endpoints: endpointsOf(subsets), slices });
}

function linesOf({ differences }: EndpointsComparison): string[] {
  return differences.map(
    ({ kind, address, port }) => `${kind} ${address}${port === undefined ? '' : ` ${port.name}/${port.port}`}`,
  );
}

describe('compareCoreEndpoints', () => {
  test('finds nothing where both say the same, however it is divided (rule 9.12)', () => {
    const slices = [
      mirroredSlice('b', 'IPv4 10.0.0.2 : http/80 https/443'),
      mirroredSlice('a', 'IPv4 !10.0.0.1 : https/443 http/80'),
    ];
    const comparison = compare(['10.0.0.2 : http/80', '10.0.0.2 : https/443', '!10.0.0.1 : http/80 https/443'], slices);
    expect(comparison).toEqual({ equal: true, differences: [], truncated: false, notices: [] });
  });

  test('lists differences by port and address, with what each side says (rule 9.12)', () => {
    const comparison = compare(
      ['10.0.0.1 10.0.0.2 !10.0.0.3 : http/80', '10.0.0.9 : '],
      [mirroredSlice('a', 'IPv4 10.0.0.1 !10.0.0.2 10.0.0.4 : http/80')],
    );
    const port = { name: 'http', protocol: 'TCP', port: 80 };
    expect(comparison.equal).toBe(false);
    expect(comparison.differences).toStrictEqual([
      { kind: 'OnlyInEndpoints', address: '10.0.0.9', inEndpoints: { ready: true } },
      { kind: 'Readiness', address: '10.0.0.2', port, inEndpoints: { ready: true }, inSlices: { ready: false } },
      { kind: 'OnlyInEndpoints', address: '10.0.0.3', port, inEndpoints: { ready: false } },
      { kind: 'OnlyInSlices', address: '10.0.0.4', port, inSlices: { ready: true } },
    ]);
  });

  test('sees other ports as other listings', () => {
    expect(linesOf(compare(['10.0.0.1 : http/80'], [mirroredSlice('a', 'IPv4 10.0.0.1 : http/81')]))).toEqual([
      'OnlyInEndpoints 10.0.0.1 http/80',
      'OnlyInSlices 10.0.0.1 http/81',
    ]);
  });

  test('takes of different details of one address those that say most, in any order (ledger mirroring/conflicting-address)', () => {
    const addresses = [{ ip: '10.0.0.1' }, { ip: '10.0.0.1', nodeName: 'n' }, { ip: '10.0.0.1', nodeName: 'm' }];
    const slice = mirroredSlice('a', 'IPv4 10.0.0.1 : http/80');
    const slices = [{ ...slice, endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true }, nodeName: 'n' }] }];
    const ports = [{ name: 'http', port: 80 }];
    for (const listed of [addresses, [...addresses].reverse()]) {
      const endpoints = { subsets: listed.map((address) => ({ addresses: [address], ports })) };
      expect(compareCoreEndpoints({ service, endpoints, slices }).differences).toEqual([]);
    }
  });

  test('sees other details of an address, but not another resourceVersion', () => {
    const targetRef = { kind: 'Pod', name: 'p', uid: 'u', resourceVersion: '1' };
    const endpoints = {
      subsets: [{ addresses: [{ ip: '10.0.0.1', nodeName: 'n', hostname: 'h', targetRef }], ports: [{ port: 80 }] }],
    };
    const sliceWith = (fields: object): EndpointSliceLike => ({
      ...mirroredSlice('a', 'IPv4 : 80'),
      endpoints: [
        {
          addresses: ['10.0.0.1'],
          nodeName: 'n',
          hostname: 'h',
          targetRef: { ...targetRef, resourceVersion: '2' },
          ...fields,
        },
      ],
    });
    const kinds = (fields: object): string[] =>
      compareCoreEndpoints({ service, endpoints, slices: [sliceWith(fields)] }).differences.map(({ kind }) => kind);
    expect(kinds({})).toEqual([]);
    expect(kinds({ nodeName: 'm' })).toEqual(['Details']);
    expect(kinds({ hostname: 'i' })).toEqual(['Details']);
    expect(kinds({ targetRef: { ...targetRef, name: 'q' } })).toEqual(['Details']);
    expect(kinds({ targetRef: { ...targetRef, uid: 'v' } })).toEqual(['OnlyInEndpoints', 'OnlyInSlices']);
  });

  test('reads addresses in any spelling, not ready where one listing says so (rule 3.2.2)', () => {
    expect(
      linesOf(compare(['010.0.0.1 !10.0.0.1 : http/80'], [mirroredSlice('a', 'IPv4 !10.0.0.1 : http/80')])),
    ).toEqual([]);
    expect(linesOf(compare(['bad : http/80'], []))).toEqual(['OnlyInEndpoints bad http/80']);
  });

  test('takes an address without ports for listed where it is listed with ports (rule 3.2.4)', () => {
    const slices = [mirroredSlice('a', 'IPv4 10.0.0.1 : http/80')];
    expect(linesOf(compare(['10.0.0.1 : ', '10.0.0.1 : http/80'], slices))).toEqual([]);
    expect(linesOf(compare(['10.0.0.1 : http/80'], [...slices, mirroredSlice('b', 'IPv4 10.0.0.1 : ')]))).toEqual([]);
    expect(linesOf(compare(['10.0.0.1 : '], slices))).toEqual([
      'OnlyInEndpoints 10.0.0.1',
      'OnlyInSlices 10.0.0.1 http/80',
    ]);
  });

  test('compares the first family of a Service with a selector, and says that Endpoints are truncated', () => {
    const selecting = { ...service, spec: { selector: {}, ipFamilies: ['IPv4', 'IPv6'] } };
    const annotations = { [ANNOTATION_OVER_CAPACITY]: 'truncated' };
    const slices = [mirroredSlice('a', 'IPv4 10.0.0.1 : http/80'), mirroredSlice('b', 'IPv6 2001:db8::1 : http/80')];
    const endpoints = endpointsOf(['10.0.0.1 : http/80'], { annotations });
    expect(compareCoreEndpoints({ service: selecting, endpoints, slices })).toMatchObject({
      equal: true,
      truncated: true,
    });
    expect(compareCoreEndpoints({ service, endpoints, slices })).toMatchObject({ equal: false });
  });

  test('says no more of an address than there is', () => {
    const targetRef = { kind: 'Pod', name: 'p' };
    const addresses = [
      { ip: '10.0.0.1', hostname: '', nodeName: null, targetRef: null },
      { ip: '10.0.0.2', hostname: 'h', nodeName: 'n', targetRef },
      { ip: '10.0.0.3', hostname: null },
      { ip: '10.0.0.4' },
    ];
    const { differences } = compareCoreEndpoints({ service, endpoints: { subsets: [{ addresses }] }, slices: [] });
    expect(differences).toStrictEqual([
      { kind: 'OnlyInEndpoints', address: '10.0.0.1', inEndpoints: { ready: true } },
      {
        kind: 'OnlyInEndpoints',
        address: '10.0.0.2',
        inEndpoints: { ready: true, hostname: 'h', nodeName: 'n', targetRef },
      },
      { kind: 'OnlyInEndpoints', address: '10.0.0.3', inEndpoints: { ready: true } },
      { kind: 'OnlyInEndpoints', address: '10.0.0.4', inEndpoints: { ready: true } },
    ]);
    expect(differences[1]?.inEndpoints?.targetRef).not.toBe(targetRef);
  });

  test('orders differences by address, then by the uid of the target, whatever the order given', () => {
    const lines = ['10.0.0.2#u', '10.0.0.1#v', '10.0.0.1#u', '10.0.0.1'];
    const uidsOf = (list: readonly string[]): string[] =>
      compare([`${list.join(' ')} : http/80`], []).differences.map(
        ({ address, inEndpoints }) => `${address}#${inEndpoints?.targetRef?.uid ?? ''}`,
      );
    const sorted = ['10.0.0.1#', '10.0.0.1#u', '10.0.0.1#v', '10.0.0.2#u'];
    expect(uidsOf(lines)).toEqual(sorted);
    expect(uidsOf([...lines].reverse())).toEqual(sorted);
  });

  test('tells an address with a uid from a text that reads like both', () => {
    const addresses = [{ ip: '1 u10.0.0.1' }, { ip: '10.0.0.1', targetRef: { uid: 'u' } }];
    const { differences } = compareCoreEndpoints({ service, endpoints: { subsets: [{ addresses }] }, slices: [] });
    expect(differences.map(({ address }) => address)).toEqual(['1 u10.0.0.1', '10.0.0.1']);
  });

  test('lists addresses without ports first, whatever ports are called', () => {
    expect(linesOf(compare(['10.0.0.1 : !x/80', '10.0.0.9 : '], []))).toEqual([
      'OnlyInEndpoints 10.0.0.9',
      'OnlyInEndpoints 10.0.0.1 !x/80',
    ]);
  });

  test('takes a port that a subset lists twice for one', () => {
    const slices = [mirroredSlice('a', 'IPv4 !10.0.0.1 : http/80')];
    expect(linesOf(compare(['10.0.0.1 : http/80 http/80'], slices))).toEqual(['Readiness 10.0.0.1 http/80']);
    expect(linesOf(compare(['10.0.0.1 : http/80 http/80'], []))).toEqual(['OnlyInEndpoints 10.0.0.1 http/80']);
  });

  test('lists an address without ports where the sides differ in readiness, though it is listed with ports too', () => {
    const slices = [mirroredSlice('a', 'IPv4 10.0.0.1 : http/80'), mirroredSlice('b', 'IPv4 10.0.0.1 : ')];
    expect(linesOf(compare(['10.0.0.1 : http/80', '!10.0.0.1 : '], slices))).toEqual(['Readiness 10.0.0.1']);
    expect(linesOf(compare([], [mirroredSlice('b', 'IPv4 10.0.0.1 : ')]))).toEqual(['OnlyInSlices 10.0.0.1']);
  });

  test.each([
    ['truncated', true],
    ['', true],
    [null, false],
  ])('says of Endpoints with the over-capacity annotation %j whether they are truncated: %j', (value, truncated) => {
    const annotations = { [ANNOTATION_OVER_CAPACITY]: value as string };
    const endpoints = endpointsOf([], { annotations });
    expect(compareCoreEndpoints({ service, endpoints, slices: [] }).truncated).toBe(truncated);
    expect(compareCoreEndpoints({ service, endpoints: {}, slices: [] }).truncated).toBe(false);
  });

  test('refuses what is not of the form', () => {
    expect(() => compareCoreEndpoints(5 as never)).toThrow('compareCoreEndpoints: input must be an object, got 5');
    const run = (input: object): unknown => compareCoreEndpoints({ service, slices: [], endpoints: {}, ...input });
    expect(() => run({ endpoints: 5 })).toThrow('compareCoreEndpoints: endpoints must be an object, got 5');
    expect(() => run({ slices: {} })).toThrow('compareCoreEndpoints: slices must be an array, got an object');
    expect(() => run({ service: undefined })).toThrow('compareCoreEndpoints: service must be an object, got undefined');
  });
});
