import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { weighted } from '../support/arbitraries/weighted.ts';
import { propertyRuns } from '../support/property-settings.ts';
import { type Habits, type Happening, serviceNames, TrackerWorld } from '../support/tracker-world.ts';

const habits: fc.Arbitrary<Habits> = fc.record({
  listsOwnOnly: fc.boolean(),
  knowsBefore: fc.boolean(),
  maximum: fc.constantFrom(1, 2),
});

const service = weighted([3, 'web'], [1, 'other']);
const slice = fc.nat(5);
const fails = weighted([9, false], [1, true]);

function happenings(weights: { readonly users: number; readonly services: number }): fc.Arbitrary<Happening[]> {
  const { users, services } = weights;
  const kinds: { weight: number; arbitrary: fc.Arbitrary<Happening> }[] = [
    { weight: 30, arbitrary: fc.constant({ what: 'deliver' }) },
    { weight: 24, arbitrary: fc.record({ what: fc.constant('sync' as const), service }) },
    { weight: 20, arbitrary: fc.record({ what: fc.constant('apply' as const), service, fails }) },
    { weight: 20, arbitrary: fc.record({ what: fc.constant('answer' as const), service, fails }) },
    { weight: 12, arbitrary: fc.record({ what: fc.constant('scale' as const), service, podCount: fc.nat(3) }) },
    {
      weight: services,
      arbitrary: fc.record({ what: fc.constantFrom('recreate' as const, 'drop' as const), service }),
    },
    { weight: services, arbitrary: fc.record({ what: fc.constantFrom('collect', 'relist', 'restart') }) },
    {
      weight: users,
      arbitrary: fc.record({
        what: fc.constant('relabel' as const),
        slice,
        serviceName: fc.constantFrom('web', 'other', null, 'nobody'),
      }),
    },
    {
      weight: 2 * users,
      arbitrary: fc.record({
        what: fc.constantFrom(
          'manage' as const,
          'hold' as const,
          'release' as const,
          'remove' as const,
          'touch' as const,
        ),
        slice,
      }),
    },
  ];
  return fc.array(fc.oneof(...kinds), { minLength: 10, maxLength: 120, size: 'max' });
}

/** Runs a history, and then what is left to do. */
function run(given: Habits, history: readonly Happening[]): TrackerWorld {
  const world = new TrackerWorld(given);
  for (const happening of history) {
    world.happen(happening);
    world.trackedUids();
  }
  world.settle();
  return world;
}

describe('the slice tracker in a world of users, lost answers and a lagging cache', () => {
  test('without users: no plan without its own writes', () => {
    fc.assert(
      fc.property(habits, happenings({ users: 0, services: 1 }), (given, history) => {
        run(given, history).expectSettled();
      }),
      { numRuns: propertyRuns(60) },
    );
  });

  test('with users: nothing waits without end', () => {
    for (const services of [0, 3]) {
      fc.assert(
        fc.property(habits, happenings({ users: 8, services }), (given, history) => {
          run(given, history).expectSettled();
        }),
        { numRuns: propertyRuns(120) },
      );
    }
  });

  test('a world at rest, of which nothing is left in the end: bounded memory', () => {
    fc.assert(
      fc.property(habits, happenings({ users: 8, services: 3 }), (given, history) => {
        const world = run(given, history);
        for (const name of serviceNames) world.happen({ what: 'scale', service: name, podCount: 0 });
        world.settle();
        world.expectSettled();
        for (const name of serviceNames) world.happen({ what: 'drop', service: name });
        world.settle();
        expect([...world.trackedUids()]).toEqual([]);
      }),
      { numRuns: propertyRuns(80) },
    );
  });
});
