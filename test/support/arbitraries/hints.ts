import fc from 'fast-check';
import { planOf } from '../writes.ts';
import type { Endpoint, EndpointHints, EndpointSlice, NodeLike, Plan } from 'endpointslice';
import { LABEL_CONTROL_PLANE, LABEL_ZONE } from 'endpointslice/well-known';

/** Zones that generated nodes and endpoints are in. */
const zoneNames = ['zone-a', 'zone-b', 'zone-c', 'zone-d', 'zone-e', 'zone-f'];

/** Things in a plan that the reference mishandles, or that keep hints off. */
export const hintsOddities = [
  'ready-absent',
  'leftover-hints',
  'zone-without-nodes',
  'endpoint-without-zone',
  'incomplete-node',
  'one-zone',
] as const;

export type HintsOddity = (typeof hintsOddities)[number];

/** Nodes, and a plan over slices whose endpoints carry all sorts of hints. */
export interface HintsCase {
  readonly nodes: NodeLike[];
  readonly plan: Plan;
  /** Whether hints by capacity were on before. */
  readonly populated: boolean;
}

/** A node that is ready, unless told otherwise. */
export function node(name: string, zone: string, cpu: string, ready = true): NodeLike {
  return {
    metadata: { name, labels: zone === '' ? {} : { 'topology.kubernetes.io/zone': zone } },
    status: { allocatable: { cpu }, conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  };
}

const cpus = fc.constantFrom('1', '2', '4', '4', '4', '3920m', '16', '500m', '1.5', '2k', '100u');

type Oddities = readonly HintsOddity[];

/** Nodes of some zones: one or more in each, and some that do not count. */
function nodesOf(zones: readonly string[], odd: Oddities): fc.Arbitrary<NodeLike[]> {
  const perZone = fc.tuple(
    ...zones.map((zone) =>
      fc.array(cpus, { minLength: 1, maxLength: 3 }).map((list) => list.map((cpu) => ({ zone, cpu }))),
    ),
  );
  const controlPlane = node('control-plane', 'zone-y', '64');
  const extra = fc.subarray([
    node('not-ready', 'zone-x', '4', false),
    {
      ...controlPlane,
      metadata: { ...controlPlane.metadata, labels: { [LABEL_CONTROL_PLANE]: '', [LABEL_ZONE]: 'zone-y' } },
    },
  ]);
  const incomplete = fc.constantFrom(node('zoneless', '', '4'), node('without-cpu', 'zone-a', '0')).map((one) => [one]);
  return fc
    .tuple(perZone, extra, odd.includes('incomplete-node') ? incomplete : fc.constant([]))
    .map(([lists, ...others]) => [
      ...lists.flat().map(({ zone, cpu }, index) => node(`node-${index}`, zone, cpu)),
      ...others.flat(),
    ]);
}

interface Draft {
  readonly zone: string | undefined;
  readonly ready: boolean | undefined;
  readonly hints: EndpointHints | undefined;
}

const leftoverHints = fc.constantFrom<EndpointHints>(
  {},
  { forZones: [] },
  { forZones: [{ name: 'zone-a' }, { name: 'zone-b' }] },
  { forZones: [{ name: 'zone-a' }], forNodes: [{ name: 'node-0' }] },
  { forNodes: [{ name: 'node-0' }] },
);

/** What an endpoint has besides its address: mostly ready, and hinted for its own zone, for another, or not at all. */
function draft(zones: readonly string[], odd: Oddities): fc.Arbitrary<Draft> {
  const usual = fc.constantFrom(...zones);
  const zone = fc.oneof(
    { weight: 20, arbitrary: usual },
    { weight: odd.includes('endpoint-without-zone') ? 1 : 0, arbitrary: fc.constantFrom(undefined, '') },
    { weight: odd.includes('zone-without-nodes') ? 2 : 0, arbitrary: fc.constantFrom('zone-z', 'zone-y') },
  );
  const ready = fc.oneof(
    { weight: 8, arbitrary: fc.constant(true) },
    { weight: 1, arbitrary: fc.constant(false) },
    { weight: odd.includes('ready-absent') ? 1 : 0, arbitrary: fc.constant(undefined) },
  );
  const other = fc.oneof(
    { weight: 4, arbitrary: usual.map((name): EndpointHints => ({ forZones: [{ name }] })) },
    { weight: 1, arbitrary: fc.constant<EndpointHints | undefined>(undefined) },
    {
      weight: odd.includes('zone-without-nodes') ? 1 : 0,
      arbitrary: fc.constant<EndpointHints>({ forZones: [{ name: 'zone-z' }] }),
    },
  );
  const leftover = odd.includes('leftover-hints')
    ? fc.option(leftoverHints, { freq: 8, nil: undefined })
    : fc.constant(undefined);
  return fc.record({ zone, ready, other, leftover, isOwn: fc.boolean() }).map((drawn) => ({
    zone: drawn.zone,
    ready: drawn.ready,
    hints:
      drawn.leftover ??
      (drawn.ready !== true
        ? undefined
        : drawn.isOwn && drawn.zone
          ? { forZones: [{ name: drawn.zone }] }
          : drawn.other),
  }));
}

/** An endpoint of an address that no other has. */
function endpointOf({ zone, ready, hints }: Draft, index: number): Endpoint {
  return {
    addresses: [`10.0.${Math.floor(index / 250)}.${index % 250}`],
    conditions: ready === undefined ? {} : { ready },
    nodeName: `node-${index % 5}`,
    ...(zone === undefined ? {} : { zone }),
    ...(hints === undefined ? {} : { hints }),
  };
}

/** A plan of one address type, and the nodes it is hinted by, with no other oddities than those named. */
export function hintsCase(odd: readonly HintsOddity[]): fc.Arbitrary<HintsCase> {
  const zoneCounts = odd.includes('one-zone') ? fc.constant(1) : fc.integer({ min: 2, max: 6 });
  return zoneCounts.chain((zoneCount) => {
    const zones = zoneNames.slice(0, zoneCount);
    const slices = fc.array(
      fc.tuple(
        fc.constantFrom<'create' | 'update' | 'unchanged'>('create', 'update', 'unchanged', 'unchanged'),
        fc.array(draft(zones, odd), { maxLength: 24 }),
        // One slice in four has no hints at all.
        fc.nat(3).map((drawn) => drawn === 0),
      ),
      { minLength: 1, maxLength: 5 },
    );
    return fc.tuple(nodesOf(zones, odd), slices, fc.boolean()).map(([nodes, drafts, populated]) => {
      let index = 0;
      const create: EndpointSlice[] = [];
      const update: EndpointSlice[] = [];
      const unchanged: EndpointSlice[] = [];
      drafts.forEach(([list, endpoints, isBare], position) => {
        const slice: EndpointSlice = {
          apiVersion: 'discovery.k8s.io/v1',
          kind: 'EndpointSlice',
          // Updates come before unchanged slices by name too, as the reference walks them in that order.
          metadata:
            list === 'create' ? { generateName: 's-' } : { name: `${list === 'update' ? 'u' : 'v'}-${position}` },
          addressType: 'IPv4',
          endpoints: endpoints.map((one) => endpointOf(isBare ? { ...one, hints: undefined } : one, index++)),
          ports: [],
        };
        ({ create, update, unchanged })[list].push(slice);
      });
      const plan = planOf({
        create: create.map((slice) => ({ slice, reasons: ['EndpointsAdded'] })),
        update: update.map((slice) => ({ slice, before: slice, reasons: ['EndpointsChanged'] })),
        unchanged,
      });
      return { nodes, plan, populated };
    });
  });
}
