import { enter } from '../internal/door.ts';
import type { ControllerEvent } from './events.ts';
import type { ControllerOptions } from './options.ts';
import { type ControllerState, emptyControllerState, expectState } from './state.ts';
import { step } from './step.ts';
import { take, type TakenWork, type TakeRequest } from './take.ts';

/** A holder of the state of a controller, for those who do not want to hold it themselves. */
export interface Controller {
  /** The state now: a value that can be kept. */
  readonly state: ControllerState;
  /** Takes an event in. */
  receive(event: ControllerEvent): void;
  /** What is to be done now. */
  take(request: TakeRequest): Omit<TakenWork, 'state'>;
}

/**
 * Returns a controller that holds its own state: `step` and `take` with the state left out.
 *
 * Call `receive` for every event of the watches and for every answer to a write, and `take` after that and at `askAgainAt`.
 * Nothing happens by itself. With `state`, it goes on from there; the options are then the state's.
 *
 * @throws TypeError or RangeError naming the option that is not what it should be
 * @see kubernetes pkg/controller/endpointslice NewController; docs/rules.md 2
 * @example
 * const controller = createController({ services: false });
 * for (const kind of ['Service', 'EndpointSlice'] as const) controller.receive({ type: 'RELIST', kind, objects: [] });
 * const endpoints = {
 *   metadata: { namespace: 'shop', name: 'db', uid: 'u1' },
 *   subsets: [{ addresses: [{ ip: '192.0.2.7' }], ports: [{ port: 5432 }] }],
 * };
 * controller.receive({ type: 'RELIST', kind: 'Endpoints', objects: [endpoints] });
 * controller.receive({ type: 'ADDED', kind: 'Service', object: { metadata: { namespace: 'shop', name: 'db', uid: 'u2' }, spec: {} } });
 * controller.take({ now: 0, limit: 20 }).writes.map(({ verb, controller }) => ({ verb, controller }))
 * // => [{ verb: 'create', controller: 'mirroring' }]
 */
export function createController(options: ControllerOptions = {}, state?: ControllerState): Controller {
  return enter('createController', () => {
    let current = state === undefined ? emptyControllerState(options) : expectState(state);
    return {
      get state() {
        return current;
      },
      receive: (event) => {
        current = step(current, event);
      },
      take: (request) => {
        const { state: next, ...taken } = take(current, request);
        current = next;
        return taken;
      },
    };
  });
}
