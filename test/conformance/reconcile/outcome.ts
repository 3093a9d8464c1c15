import { createsOf, deletesOf, updatesOf } from '../../support/writes.ts';
import type { EndpointLike, EndpointPortLike, EndpointSliceLike, ServicePlan, StringMapLike } from 'endpointslice';

/** What a reconciliation writes, whoever says so. */
export interface Outcome {
  readonly creates: readonly EndpointSliceLike[];
  readonly updates: readonly EndpointSliceLike[];
  readonly deletes: readonly string[];
  /** Names of slices among the updates that are reused instead of being deleted. */
  readonly recycled: ReadonlySet<string>;
  /** Texts of errors without repeats, sorted. */
  readonly errors: readonly string[];
}

/** The part of the reference's output that is looked at. */
export interface ReconcileOutput {
  readonly creates: readonly EndpointSliceLike[] | null;
  readonly updates: readonly EndpointSliceLike[] | null;
  readonly deletes: readonly string[] | null;
  readonly events: readonly { readonly type: string; readonly reason: string; readonly message: string }[] | null;
  readonly error: string | null;
}

export function readReconcileOutput(output: unknown): ReconcileOutput {
  const { creates, updates, deletes, events, error } = output as ReconcileOutput;
  return { creates, updates, deletes, events, error };
}

/** What the reference wrote; `undefined` output means that it was not to be called: it writes nothing. */
export function outcomeOfReference(output: unknown): Outcome {
  if (output === undefined) return { creates: [], updates: [], deletes: [], recycled: new Set(), errors: [] };
  const { creates, updates, deletes, error } = output as ReconcileOutput;
  return {
    creates: creates ?? [],
    updates: updates ?? [],
    deletes: deletes ?? [],
    // The reference writes them as new objects.
    recycled: namesOf((updates ?? []).filter(({ metadata }) => (metadata?.uid ?? undefined) === undefined)),
    errors: errorTexts(error),
  };
}

/** What we would write. */
export function outcomeOfPlan({ plan, notices }: ServicePlan): Outcome {
  const errors = new Set(notices.filter(({ reason }) => reason === 'NodeNotFound').map(({ message }) => message));
  return {
    creates: createsOf(plan).map(({ slice }) => slice),
    updates: updatesOf(plan).map(({ slice }) => slice),
    deletes: deletesOf(plan).map(({ before }) => before.metadata?.name ?? ''),
    recycled: namesOf(
      updatesOf(plan)
        .filter(({ reasons }) => reasons.includes('Recycled'))
        .map(({ before }) => before),
    ),
    errors: [...errors].sort(),
  };
}

/** The part of an outcome that is of one address type; `existing` are the slices before it, of all types or of this one. */
export function outcomeOfType(outcome: Outcome, type: string, existing: readonly EndpointSliceLike[]): Outcome {
  const isOfType = ({ addressType }: EndpointSliceLike): boolean => addressType === type;
  const names = namesOf(existing.filter(isOfType));
  return {
    ...outcome,
    creates: outcome.creates.filter(isOfType),
    updates: outcome.updates.filter(isOfType),
    deletes: outcome.deletes.filter((name) => names.has(name)),
  };
}

function namesOf(slices: readonly EndpointSliceLike[]): Set<string> {
  return new Set(slices.map(({ metadata }) => metadata?.name ?? ''));
}

/** The reference joins the errors of both families, without repeats, in brackets (1.5.2, 1.7.4). */
function errorTexts(error: string | null): readonly string[] {
  if (error === null) return [];
  const listed = error.startsWith('[') && error.endsWith(']') ? error.slice(1, -1).split(', ') : [error];
  return [...new Set(listed)].sort();
}

/** All that an endpoint says, as one text; nil and absent are one, as on the wire. */
export function endpointText(endpoint: EndpointLike, options: { readonly hints: boolean } = { hints: true }): string {
  const { addresses, conditions, targetRef, hints, hostname, nodeName, zone, deprecatedTopology } = endpoint;
  const target =
    targetRef === null || targetRef === undefined
      ? 'none'
      : texts([
          targetRef.kind,
          targetRef.namespace,
          targetRef.name,
          targetRef.uid,
          targetRef.apiVersion,
          targetRef.resourceVersion,
          targetRef.fieldPath,
        ]);
  const hinted =
    hints === null || hints === undefined || !options.hints
      ? 'none'
      : `${texts((hints.forZones ?? []).map(({ name }) => name))};${texts((hints.forNodes ?? []).map(({ name }) => name))}`;
  const topology = mapText(deprecatedTopology);
  return `${texts(addresses ?? [])} ${conditions?.ready}/${conditions?.serving}/${conditions?.terminating} ${texts([hostname, nodeName, zone])} ${target} ${topology} ${hinted}`.replaceAll(
    'undefined',
    'null',
  );
}

/** Texts beside each other, so that no two lists of them look the same. */
function texts(list: readonly (string | null | undefined)[]): string {
  let text = '';
  for (const item of list) text += item === null || item === undefined ? 'null,' : `"${item}",`;
  return text;
}

/** What makes two endpoints the same endpoint (1.6.2). */
export function identityText({ addresses, hostname, targetRef }: EndpointLike): string {
  const sorted = [...(addresses ?? [])].sort();
  return `${texts(sorted)} ${texts([hostname ?? '', targetRef?.namespace ?? '', targetRef?.name ?? ''])}`;
}

/** Ports in the order in which they stand. */
export function portsText(ports: readonly EndpointPortLike[] | null | undefined): string {
  return (ports ?? []).map(portText).join(';');
}

/** Ports in no order: slices of one address type with the same text are of one group. */
export function portGroupText(ports: readonly EndpointPortLike[] | null | undefined): string {
  return (ports ?? []).map(portText).sort().join(';');
}

function portText({ name, protocol, port, appProtocol }: EndpointPortLike): string {
  return JSON.stringify([name ?? null, protocol ?? null, port ?? null, appProtocol ?? null]);
}

/** A map in order of its keys; empty and absent are one, `null` values do not count. */
export function mapText(map: StringMapLike | null | undefined): string {
  if (map === null || map === undefined) return '';
  let text = '';
  for (const key of Object.keys(map).sort()) {
    const value = map[key];
    if (value !== null && value !== undefined) text += `"${key}"="${value}",`;
  }
  return text;
}

/** Metadata that planning must keep or set, apart from labels and annotations. */
export function identityMetadataText({ metadata }: EndpointSliceLike): string {
  const { name, generateName, namespace, uid, resourceVersion, generation, deletionTimestamp } = metadata ?? {};
  const owners = (metadata?.ownerReferences ?? []).map((owner) => mapText(owner as unknown as StringMapLike));
  return JSON.stringify([
    name ?? null,
    generateName ?? null,
    namespace ?? null,
    uid ?? null,
    resourceVersion ?? null,
    generation ?? null,
    deletionTimestamp ?? null,
    owners,
  ]);
}
