import type { CoreEndpointAddressLike } from 'endpointslice';
import { LABEL_MANAGED_BY, LABEL_SERVICE_NAME, MIRRORING_CONTROLLER } from 'endpointslice/well-known';
import type { Comparison } from '../part.ts';
import { type MirrorWrites, readWrites } from './compare-writes.ts';
import type { MirrorCase } from './mirror.ts';

/** The rules of section 3 that generated cases must reach. */
export const mirrorRules: readonly string[] = [
  '3.1.1',
  '3.1.2',
  '3.2.1',
  '3.2.2',
  '3.2.4',
  '3.2.6',
  '3.3.1',
  '3.3.2',
  '3.3.3',
  '3.3.4',
  '3.3.5',
  '3.4.1',
  '3.4.2',
  '3.4.3',
  '3.4.4',
  '3.4.5',
  '3.4.6',
  '3.5.1',
  '3.5.2',
  '3.5.3',
];

/** The rules that a case reaches, judged by what is in it and what the reference wrote. */
export function* rulesOfMirror({ input, reference }: Comparison<MirrorCase, MirrorWrites>): Generator<string> {
  const { endpoints, service, slices, maxEndpointsPerSubset } = input;
  const writes = readWrites(reference.output);
  const own = slices.filter(
    ({ metadata }) =>
      metadata?.labels?.[LABEL_MANAGED_BY] === MIRRORING_CONTROLLER && metadata.labels[LABEL_SERVICE_NAME] === 'db',
  );
  const isExcluded = endpoints === null || service === null || (service.spec?.selector ?? undefined) !== undefined;
  if (isExcluded && own.length > 0 && writes.deletes.length === own.length) yield '3.1.1';
  if (own.some(({ metadata }) => (metadata?.deletionTimestamp ?? undefined) !== undefined)) yield '3.1.2';
  const subsets = endpoints?.subsets ?? [];
  const addresses = subsets.flatMap((subset) => [...(subset.addresses ?? []), ...(subset.notReadyAddresses ?? [])]);
  const keyOf = ({ ip, targetRef }: CoreEndpointAddressLike): string => `${ip} ${targetRef?.uid ?? ''}`;
  if (new Set(addresses.map(keyOf)).size < addresses.length) yield '3.2.1';
  const notReady = new Set(subsets.flatMap((subset) => (subset.notReadyAddresses ?? []).map(keyOf)));
  if (subsets.some((subset) => (subset.addresses ?? []).some((address) => notReady.has(keyOf(address))))) yield '3.2.2';
  if (subsets.some(({ ports }) => (ports ?? []).length === 0 || (ports ?? []).some(({ port }) => port === 0)))
    yield '3.2.4';
  const appProtocols = subsets.flatMap(({ ports }) => (ports ?? []).flatMap(({ appProtocol }) => appProtocol ?? []));
  if (new Set(appProtocols).size < appProtocols.length) yield '3.2.6';

  const written = [...writes.creates, ...writes.updates];
  if (new Set(written.map(({ addressType }) => addressType)).size > 1) yield '3.3.1';
  if (writes.events.some(({ reason }) => reason === 'InvalidIPAddress')) yield '3.3.2';
  const fields = written.flatMap(({ endpoints: list }) => list ?? []);
  if (fields.some(({ targetRef, nodeName, hostname }) => targetRef && nodeName && hostname)) yield '3.3.3';
  if (addresses.some(({ ip }) => ip === '010.0.0.1' || ip === '2001:DB8::1')) yield '3.3.4';
  if (writes.events.some(({ reason }) => reason === 'TooManyAddressesToMirror') && maxEndpointsPerSubset < 1000)
    yield '3.3.5';

  if (isExcluded) return;
  if (addresses.length === 0 && writes.deletes.length > 0) yield '3.4.1';
  const touched = new Set([...writes.updates.map(({ metadata }) => metadata?.name), ...writes.deletes]);
  if (own.some(({ metadata }) => !touched.has(metadata?.name))) yield '3.4.2';
  if (writes.updates.length > 0) yield '3.4.3';
  const labels = endpoints.metadata?.labels ?? {};
  if (Object.hasOwn(labels, LABEL_SERVICE_NAME) && writes.updates.length > 0) yield '3.4.4';
  if (writes.deletes.length > 0 && written.length > 0) yield '3.4.5';
  if (own.some(({ endpoints: list }) => (list ?? []).some(({ zone, conditions }) => zone ?? conditions?.serving)))
    yield '3.4.6';
  if (writes.updates.some(({ metadata }) => (metadata?.generateName ?? '') !== '')) yield '3.5.1';
  if (writes.error !== null) yield '3.5.2';
  if ((endpoints.metadata?.deletionTimestamp ?? undefined) !== undefined && touched.size > 0) yield '3.5.3';
}
