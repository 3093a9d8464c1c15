import { orderWrites } from '../../src/plan/order-writes.ts';
import { plannedCreate, plannedDelete, plannedUpdate } from '../../src/slice/planned-write.ts';
import { rewriteSlice } from '../../src/slice/rewrite-slice.ts';
import { buildSlice } from '../support/build.ts';
import { createsOf } from '../support/writes.ts';
import type {
  Endpoint,
  EndpointLike,
  EndpointPortLike,
  EndpointSliceLike,
  PlannedUpdate,
  PlannedWrite,
} from 'endpointslice';
import { describe, expect, test } from 'vitest';

/** An endpoint by `pod@address`. */
function endpointOf(text: string): Endpoint {
  const [name = '', address = ''] = text.split('@');
  return { addresses: [address], targetRef: { kind: 'Pod', namespace: 'shop', name } };
}

const http: EndpointPortLike = { name: 'http', protocol: 'TCP', port: 80 };

/** What an update does to the ports of its slice. */
interface PortsOf {
  readonly before?: readonly EndpointPortLike[] | null;
  readonly after?: readonly EndpointPortLike[];
}

/** An update of a slice from some endpoints to others, with port 80 before and after unless other ports are given. */
function updateOf(
  name: string,
  before: readonly string[],
  after: readonly string[],
  { before: portsBefore = [http], after: portsAfter = portsBefore ?? [] }: PortsOf = {},
): PlannedUpdate {
  const slice = buildSlice({ name, endpoints: before.map(endpointOf), ports: portsBefore });
  const endpoints = after.map(endpointOf);
  const rewrite = rewriteSlice(slice, { endpoints, ports: portsAfter.map((port) => ({ ...port }) as never) });
  return plannedUpdate(slice, rewrite, ['EndpointsChanged']);
}

function orderOf(...writes: readonly PlannedWrite[]): string[] {
  return orderWrites(writes, 'web-').map((write) =>
    write.verb === 'create' ? 'create' : `${write.verb} ${write.before.metadata?.name}`,
  );
}

describe('writes are ordered', () => {
  test('creates as they are given, then updates by name, then deletes by name', () => {
    const created = (name: string) => {
      const { slice } = updateOf(name, [], []);
      return plannedCreate(slice, ['EndpointsAdded']);
    };
    const deleted = (name: string) => plannedDelete(buildSlice({ name }), 'NotOwned');
    const updated = (name: string) => updateOf(name, ['x@1'], ['x@1', `${name}@${name}`]);
    const [z, a] = [created('z'), created('a')];
    const writes = [deleted('z'), updated('y'), z, deleted('a'), updated('b'), a];
    expect(orderOf(...writes)).toEqual(['create', 'create', 'update b', 'update y', 'delete a', 'delete z']);
    expect(createsOf({ writes: orderWrites(writes, 'web-'), unchanged: [] })).toEqual([z, a]);
  });

  test('so that who receives an endpoint is written first, else by name', () => {
    expect(orderOf(updateOf('b', ['x@1'], ['x@1', 'y@2']), updateOf('a', ['y@2', 'z@3'], ['z@3']))).toEqual([
      'update b',
      'update a',
    ]);
    expect(orderOf(updateOf('b', ['x@1'], ['w@4']), updateOf('a', ['y@2', 'z@3'], ['z@3']))).toEqual([
      'update a',
      'update b',
    ]);
  });

  test('pod by pod where pods share the address of a host', () => {
    const receiver = updateOf('b', ['x@1'], ['y@1']);
    const donor = updateOf('a', ['y@1', 'z@3'], ['z@3']);
    expect(orderOf(receiver, donor)).toEqual(['update b', 'update a']);
  });

  test('address by address where another pod takes it over', () => {
    expect(orderOf(updateOf('b', [], ['y@1']), updateOf('a', ['x@1'], []))).toEqual(['update b', 'update a']);
  });

  test('with a create in place of an update where two slices exchange endpoints', () => {
    expect(orderOf(updateOf('a', ['x@1'], ['y@2']), updateOf('b', ['y@2'], ['x@1']))).toHaveLength(3);
    expect(orderOf(updateOf('a', ['x@1'], ['y@1']), updateOf('b', ['y@1'], ['x@1']))).toEqual([
      'create',
      'update a',
      'delete b',
    ]);
  });

  const moves: readonly (readonly [string, PlannedUpdate, PlannedUpdate])[] = [
    ['of no ports', updateOf('b', [], ['x@1'], { before: null }), updateOf('a', ['x@1'], [], { before: [] })],
    [
      'that a slice of other ports gets',
      updateOf('b', ['x@1'], ['x@1'], { before: [{ ...http, port: 81 }], after: [http] }),
      updateOf('a', ['x@1'], []),
    ],
    [
      'that a slice with other ports than before gives up',
      updateOf('b', [], ['x@1']),
      updateOf('a', ['x@1'], ['x@1'], { after: [{ ...http, port: 81 }] }),
    ],
    [
      'for one of its ports',
      updateOf('b', [], ['x@1'], { before: [{ ...http, port: 81 }, http] }),
      updateOf('a', ['x@1'], [], { before: [{ ...http, port: 82 }, http] }),
    ],
    [
      'for ports of which nothing is said',
      updateOf('b', [], ['x@1'], { before: [{}] }),
      updateOf('a', ['x@1'], [], { before: [{ name: null, protocol: null, port: null }] }),
    ],
  ];

  test.each(moves)('so that an endpoint %s is not missing', (_, receiver, donor) => {
    expect(orderOf(donor, receiver)).toEqual(['update b', 'update a']);
  });

  test.each<[string, EndpointPortLike]>([
    ['name', { ...http, name: 'https' }],
    ['protocol', { ...http, protocol: 'UDP' }],
    ['number', { ...http, port: 81 }],
  ])('by name where the endpoint is received for a port of another %s', (_, other) => {
    expect(orderOf(updateOf('b', [], ['x@1'], { before: [other] }), updateOf('a', ['x@1'], []))).toEqual([
      'update a',
      'update b',
    ]);
  });

  test('by name where a slice moves an endpoint within itself', () => {
    const moved = updateOf('b', ['x@1', 'y@2'], ['y@2', 'x@1']);
    expect(orderOf(moved, updateOf('a', ['x@1', 'z@3'], ['z@3']))).toEqual(['update a', 'update b']);
    expect(orderOf(updateOf('c', ['z@3'], ['z@3', 'x@1']), moved)).toEqual(['update b', 'update c']);
  });

  test('by name where an endpoint that moves has no addresses, or a slice has no endpoints before', () => {
    const bare = (name: string, endpoints: EndpointSliceLike['endpoints'], now: Endpoint[]): PlannedUpdate => {
      const before: EndpointSliceLike = { addressType: 'IPv4', metadata: { namespace: 'shop', name }, endpoints };
      return plannedUpdate(before, rewriteSlice(before, { endpoints: now }), ['EndpointsChanged']);
    };
    const nowhere = { addresses: [], hostname: 'h' };
    const absent = { hostname: 'h', addresses: null } as unknown as EndpointLike;
    const updates = [
      bare('b', null, [nowhere]),
      bare('a', [absent], []),
      bare('d', null, [endpointOf('x@1')]),
      bare('c', [endpointOf('x@1')], []),
    ];
    expect(orderOf(...updates)).toEqual(['update a', 'update b', 'update d', 'update c']);
  });

  /**
   * Which slices are written in which order, one letter for those that follow one another, when so many give up an address
   * (`a`) and so many others list it anew (`b`), each for so many pods of its own.
   */
  function orderOfCrowd(receiverCount: number, donorCount: number, podCount = 1): string {
    const slicesOf = (letter: string, count: number, update: (name: string, pods: string[]) => PlannedUpdate) =>
      Array.from({ length: count }, (_, index) =>
        update(
          `${letter}-${String(index).padStart(3, '0')}`,
          Array.from({ length: podCount }, (__, pod) => `${letter}-${pod}@1`),
        ),
      );
    const donors = slicesOf('a', donorCount, (name, pods) => updateOf(name, pods, []));
    const receivers = slicesOf('b', receiverCount, (name, pods) => updateOf(name, [], pods));
    return orderOf(...donors, ...receivers)
      .map((text) => text.slice(7, 8))
      .join('')
      .replace(/(.)\1+/g, '$1');
  }

  test('all that receive an address before all that give it up, unless they are very many', () => {
    expect(orderOfCrowd(32, 32)).toBe('ba');
    expect(orderOfCrowd(17, 32, 2)).toBe('ba');
    // The first that receives it is enough.
    expect(orderOfCrowd(32, 33)).toBe('bab');
  });
});

describe('a slice that is to be replaced', () => {
  const endpoints = { before: ['x@1'], after: ['y@2'] };

  test('is created under a new name with all its content, and deleted last', () => {
    const [kept, replaced] = [updateOf('a', ['x@1'], ['y@2']), updateOf('b', ['y@2'], ['x@1'])];
    const annotated: PlannedUpdate = {
      ...replaced,
      slice: { ...replaced.slice, metadata: { ...replaced.slice.metadata, annotations: { note: 'n' } } },
    };
    const { labels, ownerReferences } = replaced.slice.metadata;
    expect(orderWrites([annotated, kept], 'web-')).toStrictEqual([
      plannedCreate(
        {
          ...replaced.slice,
          metadata: {
            generateName: 'web-',
            namespace: 'shop',
            labels,
            annotations: { note: 'n' },
            ownerReferences,
          } as never,
        },
        ['ReplacesSlice'],
      ),
      kept,
      plannedDelete(replaced.before, 'Replaced'),
    ]);
  });

  test('is created without what it does not have', () => {
    const bare = (name: string, from: readonly string[], to: readonly string[]): PlannedUpdate => {
      const before: EndpointSliceLike = {
        addressType: 'IPv4',
        metadata: { namespace: 'shop', name },
        endpoints: from.map(endpointOf),
      };
      return plannedUpdate(before, rewriteSlice(before, { endpoints: to.map(endpointOf) }), ['EndpointsChanged']);
    };
    const writes = [bare('a', endpoints.before, endpoints.after), bare('b', endpoints.after, endpoints.before)];
    const [create] = createsOf({ writes: orderWrites(writes, 'web-'), unchanged: [] });
    expect(create?.slice.metadata).toStrictEqual({ generateName: 'web-', namespace: 'shop' });
  });
});
