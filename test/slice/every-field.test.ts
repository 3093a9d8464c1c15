import {
  compareCoreEndpoints,
  endpointIdentity,
  endpointsEqualBeyondIdentity,
  planMirror,
  portMapKey,
  repackSubsets,
} from 'endpointslice';
import { copyKnownFields } from '../../src/endpoint/copy-endpoint.ts';
import { portsInOrder } from '../../src/ports/port-map-key.ts';
import { describe, expect, test } from 'vitest';
import { checkEndpoint } from '../../src/endpoint/check-endpoint.ts';
import { copyObjectReference, isSameReference } from '../../src/endpoint/object-reference.ts';
import { areSameEndpoints, areSamePorts } from '../../src/endpoint/semantic-equality.ts';
import { formatPath } from '../../src/internal/invariant.ts';
import { compareDetails, copyAddress, detailsText } from '../../src/mirror/address-details.ts';
import { checkSubsets } from '../../src/mirror/check-core-endpoints.ts';
import { checkMirroredSlices } from '../../src/mirror/check-mirrored-slices.ts';
import { checkPod } from '../../src/pods/check-pod.ts';
import { podEndpointReader } from '../../src/pods/pod-endpoint.ts';
import { checkPort } from '../../src/ports/check-ports.ts';
import { copyPort } from '../../src/ports/port-map-key.ts';
import { checkSliceMetadata, checkOwner } from '../../src/slice/check-slice-metadata.ts';
import { copySlice } from '../../src/slice/copy-slice.ts';
import { address, endpoints, metadata, pod, port, slice, targetRef } from '../support/complete-objects.ts';
import { faultOf } from '../support/fault-of.ts';
import { ABSENT, pathsIn, valueAt, type ValuePath, withValueAt } from '../support/value-paths.ts';
import { createsOf } from '../support/writes.ts';

const [endpoint] = slice.endpoints;
const [owner] = metadata.ownerReferences;

/** The paths of single values, such as `targetRef.uid`: what holds others is left out. */
function leavesOf(value: unknown): readonly ValuePath[] {
  return pathsIn(value).filter((path) => typeof valueAt(value, path) !== 'object');
}

/** Another value of the same type. */
function otherThan(value: unknown): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  const text = String(value);
  return text.endsWith('Z') ? text.replace('2026', '2027') : `${text}0`;
}

/** A slice without what its copy always says. */
function withoutKind<Slice extends { readonly apiVersion: string; readonly kind: string }>(
  whole: Slice,
): Omit<Slice, 'apiVersion' | 'kind'> {
  const { apiVersion: _version, kind: _kind, ...others } = whole;
  return others;
}

/** The Endpoints object that has one address alone. */
function endpointsOf(one: unknown): typeof endpoints {
  return { ...endpoints, subsets: [{ addresses: [one], ports: [port] }] } as never;
}

describe('every field comes through', () => {
  test.each<readonly [string, (value: never) => unknown, unknown]>([
    ['copyKnownFields', copyKnownFields, endpoint],
    ['copyObjectReference', copyObjectReference, targetRef],
    ['copyPort', copyPort, port],
    ['portsInOrder', (one) => portsInOrder([one])[0], port],
    ['copyAddress', copyAddress, address],
    ['repackSubsets', (one) => repackSubsets(endpointsOf(one).subsets)[0]?.addresses?.[0], address],
    ['copySlice', (one) => withoutKind(copySlice(one)), withoutKind(slice)],
  ])('%s', (_, copy, complete) => {
    expect(copy(complete as never)).toEqual(complete);
    for (const path of leavesOf(complete)) {
      const changed = withValueAt(complete, path, otherThan(valueAt(complete, path)));
      expect(copy(changed as never), formatPath(path)).toEqual(changed);
    }
  });

  test('planMirror, of an address', () => {
    const { plan } = planMirror({
      endpoints: { ...endpointsOf(address), metadata: { name: 'web', namespace: 'shop', uid: 'u' } },
      service: { metadata: { name: 'web', namespace: 'shop' } },
      slices: [],
    });
    const { ip, ...details } = address;
    expect(createsOf(plan)[0]?.slice.endpoints[0]).toMatchObject({ addresses: [ip], ...details });
  });
});

/** A pod, and its endpoint with every field. */
const item = {
  metadata: { name: 'web-x', namespace: 'shop', uid: 'u-3' },
  address: '10.0.0.1',
  addresses: undefined,
  nodeName: 'node-1',
  zone: 'zone-a',
  hostname: 'web-x',
  ready: true,
  serving: true,
  terminating: false,
};
const ofPod = { ...endpoint, targetRef: { ...targetRef, apiVersion: '', fieldPath: '' } };

describe('every field is compared', () => {
  const [hints, topology] = [
    ['hints.forZones[0].name', 'hints.forNodes[0].name'],
    ['deprecatedTopology.rack'],
  ] as const;

  // With the fields that do not count.
  test.each<readonly [string, unknown, (left: never, right: never) => boolean, readonly string[]]>([
    ['areSameEndpoints', endpoint, (left, right) => areSameEndpoints([left], [right]), []],
    ['isSameReference', targetRef, isSameReference, []],
    ['areSamePorts', port, (left, right) => areSamePorts([left], [right]), []],
    ['portMapKey', port, (left, right) => portMapKey([left]) === portMapKey([right]), []],
    [
      'endpointIdentity',
      endpoint,
      (left, right) => endpointIdentity(left) === endpointIdentity(right),
      [
        'conditions.ready',
        'conditions.serving',
        'conditions.terminating',
        'targetRef.apiVersion',
        'targetRef.fieldPath',
        'targetRef.kind',
        'targetRef.resourceVersion',
        'targetRef.uid',
        ...topology,
        'nodeName',
        'zone',
        ...hints,
      ],
    ],
    [
      'endpointsEqualBeyondIdentity',
      endpoint,
      endpointsEqualBeyondIdentity,
      ['addresses[0]', 'hostname', 'targetRef.resourceVersion', ...topology, ...hints],
    ],
    [
      'podEndpointReader',
      ofPod,
      (_, right) => podEndpointReader.isSame(item, right) && podEndpointReader.isUpToDate(item, right),
      ['targetRef.resourceVersion', ...topology, ...hints],
    ],
    ['compareDetails', address, (left, right) => compareDetails(left, right) === 0, ['ip', 'targetRef.uid']],
    ['detailsText', address, (left, right) => detailsText(left) === detailsText(right), ['ip', 'targetRef.uid']],
    [
      'compareCoreEndpoints',
      address,
      (left, right) => {
        const named = { metadata: { name: 'web', namespace: 'shop' } };
        const { plan } = planMirror({
          endpoints: { ...endpointsOf(left), metadata: { ...named.metadata, uid: 'u' } },
          service: named,
          slices: [],
        });
        const slices = createsOf(plan).map((create) => create.slice);
        return compareCoreEndpoints({ service: named, endpoints: endpointsOf(right), slices }).equal;
      },
      ['targetRef.resourceVersion'],
    ],
  ])('by %s', (_, complete, isSame, ignored) => {
    expect(isSame(complete as never, complete as never)).toBe(true);
    const unseen = leavesOf(complete).filter((path) =>
      isSame(complete as never, withValueAt(complete, path, otherThan(valueAt(complete, path))) as never),
    );
    expect(unseen.map(formatPath)).toEqual(ignored);
  });
});

describe('every field is checked', () => {
  // With the fields that are not looked at.
  test.each<readonly [string, unknown, (value: never) => unknown, readonly string[]]>([
    ['checkEndpoint', endpoint, (value) => checkEndpoint(value, () => []), []],
    [
      'checkEndpoint, without topology',
      withValueAt(endpoint, ['deprecatedTopology'], ABSENT),
      (value) => checkEndpoint(value, () => []),
      [],
    ],
    ['checkOwner', owner, (value) => checkOwner(value, []), []],
    [
      'checkSliceMetadata',
      metadata,
      (value) => checkSliceMetadata(value, []),
      ['creationTimestamp', 'deletionTimestamp'],
    ],
    ['checkPort', port, (value) => checkPort(value, () => []), []],
    ['checkSubsets', endpoints.subsets, (value) => checkSubsets(value, []), []],
    // What a slice says it is, it is not asked.
    ['copySlice', slice, (value) => copySlice(value), ['apiVersion', 'kind']],
    [
      'checkMirroredSlices',
      { ...slice, endpoints: [withValueAt(endpoint, ['targetRef'], targetRef)] },
      (value) => checkMirroredSlices([value]),
      [
        'apiVersion',
        'kind',
        ...pathsIn(metadata)
          .map((path) => `metadata.${formatPath(path)}`)
          .filter((path) => !/^metadata\.(name|namespace|labels|labels\.app)$/.test(path)),
        'deprecatedTopology',
        'deprecatedTopology.rack',
        'zone',
        'hints',
        ...pathsIn(endpoint.hints).map((path) => `hints.${formatPath(path)}`),
      ].map((path) => (/^(apiVersion|kind|metadata)/.test(path) ? path : `endpoints[0].${path}`)),
    ],
    [
      'checkPod, of a spec',
      pod.spec,
      (value) => checkPod({ ...pod, spec: value }, []),
      pathsIn(pod.spec)
        .map(formatPath)
        .filter((path) => /ontainers/.test(path)),
    ],
  ])('by %s', (_, complete, check, ignored) => {
    expect(faultOf(() => check(complete as never))).toBeUndefined();
    const unseen = pathsIn(complete).filter((path) => {
      const wrong = Array.isArray(valueAt(complete, path)) ? {} : [];
      const fault = faultOf(() => check(withValueAt(complete, path, wrong) as never));
      if (fault !== undefined) expect(fault).toContain(`${formatPath(path)} must be `);
      return fault === undefined;
    });
    expect(unseen.map(formatPath)).toEqual(ignored);
  });
});
