import type { EndpointSliceLike, PodLike } from 'endpointslice';
import type { World } from '../../support/arbitraries/world.ts';
import type { Comparison } from '../part.ts';
import type { OurAnswer } from './compare.ts';
import { mapText, outcomeOfReference, portGroupText } from './outcome.ts';
import { handToReconcile, isOwned, isSynced } from './select.ts';

/** The rules of docs/rules.md that worlds are meant to reach. */
export const reconcileRules: readonly string[] = [
  '1.1.1',
  '1.1.2',
  '1.1.3',
  '1.2.1',
  '1.2.2',
  '1.2.3',
  '1.3.1',
  '1.3.2',
  '1.3.3',
  '1.3.4',
  '1.3.5',
  '1.4.1',
  '1.4.2',
  '1.4.3',
  '1.4.4',
  '1.4.5',
  '1.4.6',
  '1.4.7',
  '1.4.8',
  '1.5.1',
  '1.5.2',
  '1.5.3',
  '1.6.1',
  '1.6.2',
  '1.6.3',
  '1.6.4',
  '1.7.1',
  '1.7.2',
  '1.7.3',
  '1.7.4',
  '1.8.1',
  '1.8.2',
  '1.8.3',
  '1.9.1',
  '1.9.2',
  '1.9.3',
  '1.9.4',
  '1.9.5',
  '1.9.6',
  '1.9.7',
  '1.9.8',
  '1.9.9',
  '1.9.10',
  '1.9.11',
  '1.10.1',
  '1.10.2',
  '1.10.3',
  '1.10.4',
  '1.11',
  '1.12.1',
  '1.12.2',
  '1.12.3',
  '1.13.1',
  '1.13.2',
  '1.13.3',
  '1.13.5',
  '1.13.6',
  '1.14.4',
  '1.17',
  '2.1',
  '2.2',
];

/** Which rules a world and its answer reached; judged by what the reference did, where it shows. */
export function rulesOfReconcile({ input, reference }: Comparison<World, OurAnswer>): Iterable<string> {
  const rules = new Set<string>();
  const reach = (rule: string, reached: boolean): void => {
    if (reached) rules.add(rule);
  };
  if (reference.panic !== undefined) return rules;
  const { service, maxEndpointsPerSlice } = input;
  reach('2.1', !isSynced(service) || Object.keys(service.spec?.selector ?? {}).length === 0);
  if (!isSynced(service)) return rules;
  const handed = handToReconcile(input);
  reach('1.2.2', handed.pods.length < input.pods.length);
  reach('2.2', handed.slices.length < input.slices.length);
  rulesOfService(input, reach);
  rulesOfPods(input, handed.pods, reach);

  const outcome = outcomeOfReference(reference.output);
  const written = [...outcome.creates, ...outcome.updates];
  const fresh = written.filter(({ metadata }) => (metadata?.uid ?? undefined) === undefined);
  const recycled = outcome.updates.filter(({ metadata }) => (metadata?.uid ?? undefined) === undefined);
  const touched = new Set([...outcome.updates.map(nameOf), ...outcome.deletes]);
  const standing = handed.slices.filter((slice) => !touched.has(nameOf(slice)));
  const owned = handed.slices.filter((slice) => isOwned(slice, service));
  const before = new Map(handed.slices.map((slice) => [nameOf(slice), slice]));
  const groups = new Set([...written, ...standing].map(groupOf));

  reach(
    '1.4.4',
    fresh.some(({ endpoints }) => (endpoints ?? []).some(({ targetRef }) => targetRef?.kind === 'Pod')),
  );
  reach('1.5.3', outcome.errors.length > 0 && outcome.deletes.length + recycled.length > 0);
  reach('1.5.2', outcome.errors.length > 0 && new Set(written.map(({ addressType }) => addressType)).size > 1);
  reach(
    '1.6.1',
    written.some(({ ports }) => (ports ?? []).length > 1),
  );
  reach(
    '1.6.4',
    written.some(({ ports }) => (ports ?? []).length > 2),
  );
  reach(
    '1.6.2',
    owned.some(({ endpoints }) => (endpoints ?? []).some(({ addresses }) => (addresses ?? []).length > 1)),
  );
  reach('1.7.2', new Set(written.map(({ addressType }) => addressType)).size > 1);
  reach('1.7.4', outcome.errors.length > 1);
  const families = new Set(handed.slices.map(({ addressType }) => addressType));
  const wantedTypes = new Set(written.map(({ addressType }) => addressType));
  const dropped = [...families].filter(
    (type) => !wantedTypes.has(type) && !standing.some((slice) => slice.addressType === type),
  );
  reach('1.7.1', dropped.length > 0);
  reach(
    '1.7.3',
    handed.slices.some((slice) => dropped.includes(slice.addressType) && !isOwned(slice, service)),
  );
  reach(
    '1.8.1',
    handed.slices.some((slice) => !isOwned(slice, service)),
  );
  reach('1.8.2', groups.size > families.size + 1);
  reach(
    '1.8.3',
    owned.some(
      (slice) => outcome.deletes.includes(nameOf(slice)) && !written.some((other) => groupOf(other) === groupOf(slice)),
    ),
  );
  reach('1.9.1', owned.some(hasDuplicates));
  reach(
    '1.9.4',
    standing.some(
      (slice) => isOwned(slice, service) && (slice.endpoints ?? []).length === 0 && (slice.ports ?? []).length > 0,
    ),
  );
  let filledUnchanged = 0;
  for (const update of outcome.updates) {
    const old = before.get(nameOf(update));
    if (old === undefined || (update.metadata?.uid ?? undefined) === undefined) continue;
    rules.add('1.9.6');
    const labelsDiffer = mapText(update.metadata?.labels) !== mapText(old.metadata?.labels);
    const oldCount = old.endpoints?.length ?? 0;
    const newCount = update.endpoints?.length ?? 0;
    const oldIdentities = new Set((old.endpoints ?? []).map(targetOf));
    const addedCount = (update.endpoints ?? []).filter((endpoint) => !oldIdentities.has(targetOf(endpoint))).length;
    const keptCount = newCount - addedCount;
    reach('1.9.2', labelsDiffer);
    reach('1.12.3', labelsDiffer && addedCount === 0 && keptCount === oldCount);
    reach('1.9.3', keptCount < oldCount);
    reach('1.6.3', keptCount === oldCount && addedCount === 0 && !labelsDiffer);
    reach(
      '1.9.5',
      (old.endpoints ?? []).some(
        ({ hints, deprecatedTopology }) => (hints ?? deprecatedTopology ?? undefined) !== undefined,
      ),
    );
    reach(
      '1.14.4',
      (old.endpoints ?? []).some(({ hints }) => (hints ?? undefined) !== undefined),
    );
    reach('1.9.7', addedCount > 0 && (keptCount < oldCount || labelsDiffer));
    if (addedCount > 0 && keptCount === oldCount && !labelsDiffer) filledUnchanged += 1;
    reach('1.9.11', newCount > maxEndpointsPerSlice);
    reach('1.10.4', oldCount === 0 && (old.ports ?? []).length === 0 && addedCount > 0);
  }
  reach('1.9.8', filledUnchanged > 0);
  reach(
    '1.9.9',
    fresh.some(({ endpoints }) => (endpoints ?? []).length > 0),
  );
  reach(
    '1.9.10',
    fresh.some(
      (slice) =>
        slice.endpoints?.length === maxEndpointsPerSlice && standing.some((other) => groupOf(other) === groupOf(slice)),
    ),
  );
  reach(
    '1.10.1',
    fresh.some((slice) => isEmpty(slice)),
  );
  reach(
    '1.10.2',
    standing.some((slice) => isEmpty(slice)),
  );
  reach(
    '1.10.3',
    standing.some((slice) => isEmpty(slice) && !isOwned(slice, service)),
  );
  reach(
    '1.10.4',
    recycled.some((slice) => isEmpty(before.get(nameOf(slice)) ?? slice) && !isEmpty(slice)),
  );
  reach('1.11', fresh.length > 0);
  reach('1.12.1', fresh.length > 0 && Object.keys(service.metadata?.labels ?? {}).length > 0);
  reach(
    '1.12.2',
    Object.keys(service.metadata?.labels ?? {}).includes('kubernetes.io/service-name') && written.length > 0,
  );
  reach('1.13.1', recycled.length > 0);
  reach('1.13.2', outcome.deletes.length > 1);
  reach('1.13.3', outcome.creates.length > 0 && outcome.updates.length > 0 && outcome.deletes.length > 0);
  const terminating = (service.metadata?.deletionTimestamp ?? undefined) !== undefined;
  reach('1.13.5', terminating && recycled.length > 0);
  reach('1.13.6', input.triggerTime !== undefined && written.length > 0);
  reach('1.17', hasTie(owned));
  return rules;
}

type Reach = (rule: string, reached: boolean) => void;

function rulesOfService({ service }: World, reach: Reach): void {
  const families = (service.spec?.ipFamilies ?? []).filter((family) => family === 'IPv4' || family === 'IPv6');
  const clusterIP = service.spec?.clusterIP ?? '';
  const headless = clusterIP === '' || clusterIP === 'None';
  const ports = service.spec?.ports ?? [];
  reach('1.1.1', families.length > 0);
  reach('1.1.2', families.length === 0 && !headless);
  reach('1.1.3', families.length === 0 && headless);
  reach('1.3.1', ports.length === 0);
  reach(
    '1.3.2',
    ports.some(({ appProtocol }) => appProtocol !== undefined),
  );
  reach(
    '1.3.3',
    ports.some(({ targetPort }) => typeof targetPort === 'number'),
  );
}

function rulesOfPods({ service, nodes }: World, pods: readonly PodLike[], reach: Reach): void {
  const named = (service.spec?.ports ?? []).filter(({ targetPort }) => typeof targetPort === 'string');
  const nodeNames = new Set(nodes.map(({ metadata }) => metadata?.name));
  for (const { metadata, spec, status } of pods) {
    const addresses = (status?.podIPs ?? []).map(({ ip }) => ip ?? '');
    const terminal = status?.phase === 'Failed' || status?.phase === 'Succeeded';
    reach('1.2.1', terminal || (addresses.length === 0 && (status?.podIP ?? '') === ''));
    if (terminal) continue;
    reach('1.2.3', addresses.length === 0 && (status?.podIP ?? '') !== '');
    reach('1.4.7', addresses.length > 0 && addresses.every((address) => address.includes(':')));
    reach(
      '1.4.1',
      addresses.some((address) => address.startsWith('::ffff:') || address.startsWith('010.')),
    );
    reach(
      '1.4.2',
      addresses.some((address) => !address.includes(':') && !/^\d+\.\d+\.\d+\.\d+$/.test(address)),
    );
    reach('1.4.8', addresses.length > 2);
    reach('1.4.3', (status?.conditions ?? []).filter(({ type }) => type === 'Ready').length > 1);
    reach('1.4.6', spec?.hostname !== undefined && spec.subdomain === service.metadata?.name);
    const nodeKnown = nodeNames.has(spec?.nodeName ?? '');
    reach('1.4.5', nodeKnown);
    reach('1.5.1', !nodeKnown && addresses.length > 0 && metadata !== undefined);
    reach('1.3.4', named.length > 0);
    const portNames = (spec?.containers ?? []).flatMap(({ ports }) => (ports ?? []).map(({ name }) => name));
    reach(
      '1.3.5',
      named.some(({ targetPort }) => !portNames.includes(targetPort as string)),
    );
  }
}

function nameOf({ metadata }: EndpointSliceLike): string {
  return metadata?.name ?? '';
}

function groupOf(slice: EndpointSliceLike): string {
  return `${slice.addressType} ${portGroupText(slice.ports)}`;
}

function targetOf({
  targetRef,
  addresses,
}: {
  targetRef?: { name?: string | null | undefined } | null | undefined;
  addresses?: readonly string[] | null | undefined;
}): string {
  return targetRef?.name ?? (addresses ?? []).join();
}

function isEmpty({ endpoints, ports }: EndpointSliceLike): boolean {
  return (endpoints ?? []).length === 0 && (ports ?? []).length === 0;
}

function hasDuplicates({ endpoints }: EndpointSliceLike): boolean {
  return new Set((endpoints ?? []).map(targetOf)).size < (endpoints ?? []).length;
}

function hasTie(slices: readonly EndpointSliceLike[]): boolean {
  const seen = new Set(slices.map((slice) => `${groupOf(slice)} ${slice.endpoints?.length ?? 0}`));
  return seen.size < slices.length;
}
