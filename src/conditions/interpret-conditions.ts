import { enter } from '../internal/door.ts';
import { type BadArgument, wrongType } from '../internal/invariant.ts';
import type { EndpointConditionsLike } from '../model/endpoint-slice.ts';

/** The conditions of an endpoint, with the API's default for each absent one. */
export interface InterpretedConditions {
  /** Whether the endpoint takes new traffic; true if the slice does not say. */
  readonly ready: boolean;
  /** Whether the endpoint answers, even while it terminates; true if the slice does not say. */
  readonly serving: boolean;
  /** Whether the endpoint is being shut down; false if the slice does not say. */
  readonly terminating: boolean;
}

/**
 * Returns what conditions on the wire mean: absent `ready` and `serving` are true, absent `terminating` is false.
 *
 * All other functions use this one. `undefined` and `null` stand for an endpoint without conditions.
 *
 * @see discovery/v1 EndpointConditions; docs/rules.md 4.3.3
 * @example
 * interpretConditions({ ready: false }) // => { ready: false, serving: true, terminating: false }
 * interpretConditions(undefined) // => { ready: true, serving: true, terminating: false }
 */
export function interpretConditions(conditions: EndpointConditionsLike | null | undefined): InterpretedConditions {
  return enter('interpretConditions', () => {
    const ready = conditions?.ready ?? true;
    const serving = conditions?.serving ?? true;
    const terminating = conditions?.terminating ?? false;
    if (!isFlag(ready)) throw notFlag('ready', ready);
    if (!isFlag(serving)) throw notFlag('serving', serving);
    if (!isFlag(terminating)) throw notFlag('terminating', terminating);
    return { ready, serving, terminating };
  });
}

function isFlag(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function notFlag(field: string, value: unknown): BadArgument {
  return wrongType(['conditions', field], 'true or false', value);
}
