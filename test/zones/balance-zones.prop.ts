import fc from 'fast-check';
import { expect, test } from 'vitest';
import { balanceZones } from '../../src/zones/balance-zones.ts';
import { propertyRuns } from '../support/property-settings.ts';

/*
 * How zones are evened out, said a second time: one endpoint after another, each time looking at all zones.
 */

interface Zone {
  readonly zone: string;
  readonly desired: number;
  readonly minimum: number;
  readonly fixed: number;
  readonly movable: number;
}

interface World {
  readonly zones: readonly Zone[];
  /** Endpoints of zones without allocation. */
  readonly strangers: { readonly [zone: string]: number };
}

interface Standing {
  readonly zone: string;
  readonly desired: number;
  readonly minimum: number;
  count: number;
  movable: number;
  readonly given: string[];
}

/** The one of the greatest rank, the first by name of equals. */
function greatest(standings: readonly Standing[], rankOf: (standing: Standing) => number): Standing | undefined {
  return [...standings].sort((left, right) => rankOf(right) - rankOf(left) || (left.zone < right.zone ? -1 : 1))[0];
}

function balanceSlowly({ zones, strangers }: World): Standing[] {
  const known = zones.map(({ zone, desired, minimum, fixed, movable }): Standing => {
    return { zone, desired, minimum, count: fixed + movable, movable, given: [] };
  });
  const unknown = Object.keys(strangers)
    .sort()
    .map((zone): Standing => {
      const count = strangers[zone] ?? 0;
      return { zone, desired: 0, minimum: 0, count, movable: count, given: [] };
    });
  const give = (giver: Standing, receiver: Standing): void => {
    giver.count -= 1;
    giver.movable -= 1;
    giver.given.push(receiver.zone);
    receiver.count += 1;
  };

  // Endpoints of zones without allocation go where they are needed most.
  for (const giver of unknown) {
    while (giver.movable > 0) {
      const receiver = greatest(known, ({ desired, count }) => desired - count);
      if (receiver === undefined) break;
      give(giver, receiver);
    }
  }

  // It is planned who gives and who receives; a giver that has nothing to give falls out of its list only.
  const above = new Map(known.map((standing) => [standing, standing.count - standing.desired]));
  const below = new Map(known.map((standing) => [standing, standing.desired - standing.count]));
  const movable = new Map(known.map((standing) => [standing, standing.movable]));
  const givers: Standing[] = [];
  const receivers: Standing[] = [];
  const of = (ranks: ReadonlyMap<Standing, number>, standing: Standing): number => ranks.get(standing) ?? 0;
  for (;;) {
    const giver = greatest(known, (standing) => of(above, standing));
    const receiver = greatest(known, (standing) => of(below, standing));
    if (giver === undefined || receiver === undefined) break;
    const [most, least] = [
      Math.max(of(above, giver), of(below, receiver)),
      Math.min(of(above, giver), of(below, receiver)),
    ];
    if (least < 0.5 || most < 1) break;
    receivers.push(receiver);
    if (of(movable, giver) > 0) givers.push(giver);
    movable.set(giver, of(movable, giver) - 1);
    above.set(giver, of(above, giver) - 1);
    below.set(receiver, of(below, receiver) - 1);
  }
  for (const [index, giver] of givers.entries()) give(giver, receivers[index] as Standing);

  // Zones below their minimum get what others have above theirs, and what those were given first.
  const all = [...known, ...unknown];
  const received = new Map(known.map((standing) => [standing, [] as { giver: Standing; index: number }[]]));
  for (const giver of all) {
    for (const [index, zone] of giver.given.entries()) {
      const receiver = known.find((standing) => standing.zone === zone) as Standing;
      received.get(receiver)?.push({ giver, index });
    }
  }
  for (;;) {
    const receiver = greatest(known, ({ minimum, count }) => minimum - count);
    const giver = greatest(
      known.filter((one) => one.count > one.minimum && (one.movable > 0 || (received.get(one)?.length ?? 0) > 0)),
      ({ count, desired }) => count - desired,
    );
    if (receiver === undefined || giver === undefined || receiver.count >= receiver.minimum) break;
    const last = received.get(giver)?.pop();
    if (last === undefined) {
      give(giver, receiver);
    } else {
      last.giver.given[last.index] = receiver.zone;
      giver.count -= 1;
      receiver.count += 1;
    }
  }
  return all;
}

const share = fc.integer({ min: 0, max: 16 }).map((quarters) => quarters / 4);
const zone = fc.record({
  desired: share,
  minimum: fc.nat(3),
  fixed: fc.constantFrom(0, 0, 1, 3),
  movable: fc.nat(6),
});
const worlds: fc.Arbitrary<World> = fc
  .record({
    zones: fc.array(zone, { maxLength: 6 }),
    strangers: fc.dictionary(fc.constantFrom('x', 'y', 'A'), fc.nat(4), { maxKeys: 3 }),
    names: fc.shuffledSubarray(['f', 'b', 'd', 'a', 'e', 'c'], { minLength: 6 }),
  })
  .map(({ zones, strangers, names }) => ({
    zones: zones.map((fields, index) => ({ zone: names[index] as string, ...fields })),
    strangers,
  }));

test('balanceZones gives what the rule says, one endpoint after another', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const { zones, strangers } = world;
      const { receivers, endpointCounts } = balanceZones(
        zones.map((fields) => ({
          zone: fields.zone,
          desiredEndpointCount: fields.desired,
          minimumEndpointCount: fields.minimum,
          maximumEndpointCount: 99,
        })),
        {
          fixedCounts: new Map(zones.filter(({ fixed }) => fixed > 0).map(({ zone: name, fixed }) => [name, fixed])),
          movableCounts: new Map([
            ...Object.entries(strangers),
            ...zones
              .filter(({ movable }) => movable > 0)
              .map(({ zone: name, movable }): [string, number] => [name, movable]),
          ]),
        },
      );
      const wanted = balanceSlowly(world);
      expect(Object.fromEntries(receivers)).toEqual(Object.fromEntries(wanted.map((one) => [one.zone, one.given])));
      expect([...endpointCounts]).toEqual(wanted.slice(0, zones.length).map((one) => [one.zone, one.count]));
    }),
    { numRuns: propertyRuns(2000) },
  );
});
