import { type Controller, shippedController } from './controller.ts';
import type { FaultKind } from './model.ts';
import type { World } from './world.ts';
import { smallWorlds } from './worlds.ts';
import type { NamedSlice, Plan, PlannedUpdate, PlannedWrite } from 'endpointslice';

/** A controller with one mistake, and the world in which it shows. */
export interface Mutant {
  readonly name: string;
  readonly world: World;
  readonly controller: Controller;
  /** What the explorer must say first. */
  readonly fault: FaultKind;
}

function worldOf(name: string): World {
  const world = smallWorlds.find((one) => one.name === name);
  if (world === undefined) throw new RangeError(`no world ${name}`);
  return world;
}

/** The shipped controller, which sends other writes than are planned. */
function withWrites(change: (writes: readonly PlannedWrite[]) => readonly PlannedWrite[]): Controller {
  return {
    ...shippedController,
    plan: (input): Plan => {
      const plan = shippedController.plan(input);
      return { ...plan, writes: change(plan.writes) };
    },
  };
}

const isUpdate = (write: PlannedWrite): write is PlannedUpdate => write.verb === 'update';

function deletesFirst(writes: readonly PlannedWrite[]): readonly PlannedWrite[] {
  return [...writes.filter(({ verb }) => verb === 'delete'), ...writes.filter(({ verb }) => verb !== 'delete')];
}

/** What is an update stays where updates are. */
function updatesReversed(writes: readonly PlannedWrite[]): readonly PlannedWrite[] {
  const updates = writes.filter(isUpdate);
  return writes.map((write) => (isUpdate(write) ? (updates.pop() as PlannedUpdate) : write));
}

/** Slices whose ports changed get the new contents by position, in order of their names and of the endpoints. */
function pairedByPosition(writes: readonly PlannedWrite[]): readonly PlannedWrite[] {
  const isAdopted = (write: PlannedWrite): write is PlannedUpdate =>
    isUpdate(write) && write.reasons.includes('PortsChanged');
  const adopted = writes.filter(isAdopted);
  const names = adopted.toSorted((left, right) => compareTexts(left.slice.metadata.name, right.slice.metadata.name));
  const contents = adopted
    .map(({ slice }) => slice)
    .toSorted((left, right) => compareTexts(firstOf(left), firstOf(right)));
  const paired = names.map((update, index): PlannedUpdate => {
    const { endpoints, ports } = contents[index] as NamedSlice;
    const slice: NamedSlice = { ...update.slice, endpoints, ...(ports === undefined ? {} : { ports }) };
    return { ...update, slice };
  });
  return writes.map((write) => (isAdopted(write) ? (paired.shift() as PlannedUpdate) : write));
}

function firstOf({ endpoints }: NamedSlice): string {
  return endpoints.map(({ addresses }) => addresses.join()).sort()[0] ?? '';
}

function compareTexts(left: string, right: string): number {
  return left < right ? -1 : 1;
}

/** Mistakes that the explorer must find. */
export const mutants: readonly Mutant[] = [
  {
    name: 'deletes before creates',
    world: worldOf('a port is added to three'),
    controller: withWrites(deletesFirst),
    fault: 'gap',
  },
  {
    name: 'updates in reverse order',
    world: worldOf('a port is split'),
    controller: withWrites(updatesReversed),
    fault: 'gap',
  },
  {
    name: 'the old recycling, by position',
    world: worldOf('a port is added'),
    controller: withWrites(pairedByPosition),
    fault: 'gap',
  },
  {
    name: 'the memory is ignored',
    world: worldOf('pods come and go'),
    controller: { ...shippedController, judge: (memory) => ({ memory, isStale: false }) },
    fault: 'unstable-end',
  },
  {
    name: 'what is written is not remembered',
    world: worldOf('pods come and go'),
    controller: { ...shippedController, written: (memory) => memory },
    fault: 'refused',
  },
  {
    name: 'what is deleted is not remembered',
    world: worldOf('a port is added'),
    controller: { ...shippedController, deleted: (memory) => memory },
    fault: 'refused',
  },
  {
    name: 'no answer is taken for success',
    world: worldOf('pods come and go'),
    controller: { ...shippedController, withoutAnswer: 'go-on' },
    fault: 'wrong-end',
  },
  {
    name: 'events about slices are passed over',
    world: worldOf('pods come and go'),
    controller: { ...shippedController, seen: (memory) => ({ memory, again: false }) },
    fault: 'unstable-end',
  },
  {
    name: 'a deletion by a stranger is passed over',
    world: worldOf('strangers write'),
    controller: {
      ...shippedController,
      gone: (memory, slice) => ({ ...shippedController.gone(memory, slice), again: false }),
    },
    fault: 'wrong-end',
  },
  {
    name: 'the version of a list is passed over',
    world: worldOf('strangers write'),
    controller: { ...shippedController, refilled: (memory) => ({ memory, again: true }) },
    fault: 'stuck',
  },
  {
    name: 'a cache that is filled anew does not ask for a plan',
    world: worldOf('strangers write'),
    controller: {
      ...shippedController,
      refilled: (memory, version) => ({ ...shippedController.refilled(memory, version), again: false }),
    },
    fault: 'wrong-end',
  },
  {
    name: 'writes without preconditions',
    world: worldOf('pods come and go'),
    controller: withWrites((writes) =>
      writes.map((write) => (write.verb === 'delete' ? { ...write, preconditions: {} } : write)),
    ),
    fault: 'unguarded',
  },
];
