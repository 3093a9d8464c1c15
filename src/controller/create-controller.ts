import { enter } from '../internal/door.ts';
import type { ControllerEvent } from './events.ts';
import type { ControllerOptions } from './options.ts';
import { type ControllerState, emptyControllerState, expectState } from './state.ts';
import { step } from './step.ts';
import { take, type TakenWork, type TakeRequest } from './take.ts';

/** A controller that holds its own state, for callers that do not want to hold it themselves. */
export interface Controller {
  /** The state now, as a value that never changes. The caller may keep it. */
  readonly state: ControllerState;
  /** Takes in an event, as `step` does. */
  receive(event: ControllerEvent): void;
  /** Returns what is to be done now, as `take` does. */
  take(request: TakeRequest): Omit<TakenWork, 'state'>;
}

/**
 * Returns a controller that holds its own state: `step` and `take` with the state left out.
 *
 * Call `receive` for every event of the watches and for every answer to a write, and `take` after that and at `askAgainAt`.
 * Nothing happens by itself. If `state` is given, the controller continues from it and uses the options of that state.
 *
 * @throws TypeError or RangeError if an option is invalid; the error names it
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
