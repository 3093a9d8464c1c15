import {
  emptySliceTracker,
  type Controller,
  type ControllerEvent,
  type ControllerOptions,
  type ControllerState,
  type ControllerWrite,
  emptyControllerState,
  step,
  take,
  type TakenWork,
} from 'endpointslice/controller';
import { sortedMapForEach, sortedMapSet } from '../../src/internal/sorted-map.ts';
import type { Job, Work } from '../../src/controller/jobs.ts';

/** A controller with one mistake, and a word of what the simulation must say of it. */
export interface SimulatedMutant {
  readonly name: string;
  /** Of a world in which it shows. Where it does not any more, others are tried. */
  readonly seed: number;
  readonly violation: RegExp;
  readonly makeController: (options: ControllerOptions) => Controller;
}

/** How a mutant differs from the controller as it is. */
interface Mistake {
  /** What the controller hears instead of an event; nothing if it does not hear of it. */
  readonly hears?: (event: ControllerEvent, sent: ReadonlyMap<number, ControllerWrite>) => ControllerEvent | undefined;
  /** What it remembers instead. */
  readonly remembers?: (state: ControllerState) => ControllerState;
  /** What it gives out instead. */
  readonly gives?: (taken: TakenWork) => TakenWork;
}

function mistaken(mistake: Mistake): (options: ControllerOptions) => Controller {
  return (options) => {
    let state = emptyControllerState(options);
    const sent = new Map<number, ControllerWrite>();
    const remember = mistake.remembers ?? ((known: ControllerState) => known);
    return {
      get state() {
        return state;
      },
      receive: (event) => {
        const heard = mistake.hears === undefined ? event : mistake.hears(event, sent);
        if (heard !== undefined) state = remember(step(state, heard));
      },
      take: (request) => {
        const taken = take(state, request);
        const { state: next, ...rest } = mistake.gives?.(taken) ?? taken;
        state = remember(next);
        for (const write of rest.writes) sent.set(write.id, write);
        return rest;
      },
    };
  };
}

function withJobs(state: ControllerState, change: (job: Job) => Job): ControllerState {
  let jobs: Work['jobs'];
  sortedMapForEach(state.work.jobs, (job, key) => {
    jobs = sortedMapSet(jobs, key, change(job));
  });
  return { ...state, work: { ...state.work, jobs } };
}

/** Events of one kind that are not heard once the controller has started. */
function deafTo(isMissed: (event: ControllerEvent) => boolean): Mistake {
  return { hears: (event) => (isMissed(event) ? undefined : event) };
}

/** Mistakes that the simulation must find. */
export const simulatedMutants: readonly SimulatedMutant[] = [
  {
    name: 'what was written is not remembered',
    seed: 1,
    violation: /refused/,
    makeController: mistaken({
      remembers: (state) => {
        let trackers: ControllerState['trackers'];
        for (const { id } of state.settings.producers) trackers = sortedMapSet(trackers, id, emptySliceTracker);
        return { ...state, trackers };
      },
    }),
  },
  {
    name: 'no answer is taken for success',
    seed: 26,
    violation: /at rest|settle/,
    makeController: mistaken({
      hears: (event, sent) => {
        if (event.type !== 'ANSWER' || event.answer.outcome !== 'noAnswer') return event;
        const write = sent.get(event.id);
        const slice = write?.verb === 'update' ? write.slice : undefined;
        if (write?.verb === 'create') return event;
        return { ...event, answer: { outcome: 'written', slice } };
      },
    }),
  },
  {
    name: 'what is left of a plan is written in reverse',
    seed: 14,
    violation: /taken away/,
    makeController: mistaken({
      gives: (taken) => ({
        ...taken,
        state: withJobs(taken.state, (job) =>
          job.phase === 'sending' ? { ...job, writes: [...job.writes].reverse() } : job,
        ),
      }),
    }),
  },
  {
    name: 'deletions of slices are passed over',
    seed: 2,
    violation: /at rest|for ever/,
    makeController: mistaken(deafTo((event) => event.type === 'DELETED' && event.kind === 'EndpointSlice')),
  },
  {
    name: 'deletions of pods are passed over',
    seed: 1,
    violation: /at rest|settle/,
    makeController: mistaken(deafTo((event) => event.type === 'DELETED' && event.kind === 'Pod')),
  },
  {
    name: 'nodes that come later are passed over',
    seed: 5,
    violation: /at rest|settle/,
    makeController: mistaken(deafTo((event) => event.type === 'ADDED' && event.kind === 'Node')),
  },
  {
    name: 'answers that tell of a failure are passed over',
    seed: 1,
    violation: /for ever/,
    makeController: mistaken(
      deafTo((event) => event.type === 'ANSWER' && !['written', 'conflict'].includes(event.answer.outcome)),
    ),
  },
  {
    name: 'two writes of one Service go side by side',
    seed: 2,
    violation: /two writes at once/,
    makeController: mistaken({
      remembers: (state) => ({ ...state, work: { ...state.work, busy: undefined } }),
    }),
  },
  {
    name: 'changes of nodes are passed over',
    seed: 2,
    violation: /at rest|settle/,
    makeController: mistaken(deafTo((event) => event.type === 'MODIFIED' && event.kind === 'Node')),
  },
];
