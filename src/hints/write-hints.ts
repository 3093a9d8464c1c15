import { copyPlain } from '../internal/plain-object.ts';
import type {
  Endpoint,
  EndpointHints,
  EndpointLike,
  EndpointSlice,
  EndpointSliceLike,
} from '../model/endpoint-slice.ts';
import type { Plan, PlannedUpdate, PlannedWrite } from '../model/plan.ts';
import { plannedUpdate } from '../slice/planned-write.ts';
import { rewriteSlice } from '../slice/rewrite-slice.ts';
import { compareSlices } from '../slice/slice-order.ts';
import { areHintsEqual, type HintsRule, wantedHints } from './wanted-hints.ts';
import { placeByName } from '../slice/slice-place.ts';

/** The rule for the endpoints of one slice; `undefined` for a slice that is left as it is. */
export type SliceRule = (slice: EndpointSliceLike) => HintsRule | undefined;

/**
 * Returns the plan with every endpoint hinted by the rules. An unchanged slice becomes an update if the hints of an endpoint
 * change.
 *
 * Slices in which nothing changes are the same objects as before; others are new, and share with the given plan the
 * endpoints that do not change. Nothing is shared with slices of the caller. Cost: O(n), and O(s log s) for s slices.
 */
export function writeHints(plan: Plan, ruleOf: SliceRule): Plan {
  const updates: PlannedUpdate[] = [];
  const unchanged: EndpointSliceLike[] = [];
  for (const slice of plan.unchanged) {
    const rule = ruleOf(slice);
    const endpoints = rule === undefined ? undefined : hintEndpoints(slice.endpoints ?? [], rule, copier(slice));
    if (endpoints === undefined) unchanged.push(slice);
    else updates.push(plannedUpdate(slice, rewriteSlice(slice, { endpoints }), ['HintsChanged']));
  }
  const writes = plan.writes.map((write): PlannedWrite => {
    if (write.verb === 'create') return hintPlanned(write, ruleOf);
    if (write.verb === 'update') return hintPlanned(write, ruleOf);
    return write;
  });
  if (updates.length > 0) writes.splice(firstDelete(writes), 0, ...updates.sort(compareUpdates));
  return { writes, unchanged };
}

/** Returns the position of the first delete. Updates of hints take no endpoint away, so they may be anywhere before it. */
function firstDelete(writes: readonly PlannedWrite[]): number {
  const position = writes.findIndex(({ verb }) => verb === 'delete');
  return position < 0 ? writes.length : position;
}

function compareUpdates(left: PlannedUpdate, right: PlannedUpdate): number {
  return compareSlices(left.before, right.before);
}

function hintPlanned<Planned extends { readonly slice: EndpointSlice }>(planned: Planned, ruleOf: SliceRule): Planned {
  const rule = ruleOf(planned.slice);
  const endpoints = rule === undefined ? undefined : hintEndpoints(planned.slice.endpoints, rule, replaceHints);
  return endpoints === undefined ? planned : { ...planned, slice: { ...planned.slice, endpoints } };
}

/** The change of one endpoint's hints; `undefined` if they stay. */
type HintsChange = { readonly hints: EndpointHints | undefined } | undefined;

/**
 * Returns the endpoints hinted by the rule, or `undefined` if they already are. `write` makes each endpoint that is written.
 */
function hintEndpoints<From extends EndpointLike>(
  endpoints: readonly From[],
  rule: HintsRule,
  write: (endpoint: From, change: HintsChange) => Endpoint,
): Endpoint[] | undefined {
  let written: Endpoint[] | undefined;
  endpoints.forEach((endpoint, index) => {
    const hints = wantedHints(endpoint, index, rule);
    const change = areHintsEqual(endpoint.hints, hints) ? undefined : { hints };
    if (written === undefined && change === undefined) return;
    written ??= endpoints.slice(0, index).map((earlier) => write(earlier, undefined));
    written.push(write(endpoint, change));
  });
  return written;
}

/** Returns an endpoint of the plan with other hints; the same object if they stay. */
function replaceHints(endpoint: Endpoint, change: HintsChange): Endpoint {
  return change === undefined ? endpoint : setHints({ ...endpoint }, change.hints);
}

/** Returns what copies an endpoint of a caller's slice with other hints; it keeps fields that this library does not know. */
function copier(slice: EndpointSliceLike): (endpoint: EndpointLike, change: HintsChange) => Endpoint {
  const path = [...placeByName(slice), 'endpoints'];
  return (endpoint, change) => {
    const copy = { addresses: [], ...(copyPlain(endpoint, path) as Partial<Endpoint>) };
    return change === undefined ? copy : setHints(copy, change.hints);
  };
}

function setHints(endpoint: Endpoint, hints: EndpointHints | undefined): Endpoint {
  if (hints === undefined) delete endpoint.hints;
  else endpoint.hints = hints;
  return endpoint;
}
