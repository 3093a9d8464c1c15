import { conditionsOfPod } from '../conditions/derive-conditions.ts';
import { wrongType } from '../internal/invariant.ts';
import type { PodLike } from '../model/core.ts';
import type { CheckedGroup } from '../model/desired.ts';
import type { IPAddressType } from '../model/endpoint-slice.ts';
import type { Notice, NoticeDetails } from '../model/notice.ts';
import { noticeOf } from '../notice/notice-of.ts';
import { checkContainers } from '../ports/check-containers.ts';
import type { PortMapKey } from '../ports/port-map-key.ts';
import { protocolOf, targetOf } from '../ports/resolve-ports.ts';
import type { ServiceFacts } from '../service/service-facts.ts';
import { checkPod, podMetadata } from './check-pod.ts';
import { hasAddress, isPodTerminal } from './eligible-pods.ts';
import type { NodeZones } from './node-zones.ts';
import { podAddressesOfType, unreadablePodAddresses } from './pod-addresses.ts';
import { hostnameOfPod, type PodEndpoint, podEndpointReader } from './pod-endpoint.ts';
import { createPortResolver, type PortSet } from './shared-ports.ts';

/** The desired endpoints of a Service's pods. */
export interface GroupedPods {
  /** One group for each address type and port set, in order of first appearance. A group may have no endpoints. */
  readonly groups: readonly CheckedGroup<PodEndpoint>[];
  /** In the order of the pods. */
  readonly notices: readonly Notice[];
}

/** A group to which pods are still added. */
interface OpenGroup extends CheckedGroup<PodEndpoint> {
  readonly addressType: IPAddressType;
  readonly items: PodEndpoint[];
}

/** The groups of one address type, by port set. */
interface OpenGroups {
  readonly addressType: IPAddressType;
  readonly byPorts: Map<PortMapKey, OpenGroup>;
}

/**
 * Turns the pods of a Service into desired endpoints, grouped by address type and port set.
 *
 * Skips pods of other namespaces and pods that the selector does not choose, without a notice; a chosen pod that cannot be
 * an endpoint gives a notice. Cost: O(n) for n pods.
 *
 * @see k8s.io/endpointslice Reconciler.reconcileByAddressType, first half; docs/rules.md 1.2 to 1.5
 */
export function groupPods(facts: ServiceFacts, pods: readonly PodLike[], zones: NodeZones): GroupedPods {
  const { selects } = facts;
  const notices: Notice[] = [];
  if (selects === undefined) return { groups: [], notices };
  const publishNotReady = facts.service.spec?.publishNotReadyAddresses === true;
  const portsOf = createPortResolver(facts.service);
  const looksUpNames = (facts.service.spec?.ports ?? []).some((port) => typeof targetOf(port) === 'string');
  const groups: readonly OpenGroups[] = facts.addressTypes.map((addressType) => ({ addressType, byPorts: new Map() }));

  for (let index = 0; index < pods.length; index += 1) {
    const pod = pods[index] as PodLike;
    const metadata = podMetadata(pod, index);
    if (!selects(metadata)) continue;
    checkPod(pod, index);
    if (looksUpNames) checkContainers(pod, index);
    const note = (details: NoticeDetails): void => {
      notices.push(noticeOf({ kind: 'Pod', namespace: metadata.namespace, name: metadata.name }, details));
    };
    const skipped = whySkipped(pod);
    if (skipped !== undefined) {
      note(skipped);
      continue;
    }

    // The group exists even if this pod adds nothing to it, so that slices with its ports are emptied and stay known
    // (rule 1.5.3).
    const portSet = portsOf(pod);
    for (const { addressType, byPorts } of groups) openGroup(byPorts, addressType, portSet);
    for (const port of portSet.missing) {
      note({
        reason: 'PortNotFound',
        portName: port.name ?? '',
        targetPort: String(targetOf(port)),
        protocol: protocolOf(port),
      });
    }

    const nodeName = pod.spec?.nodeName ?? '';
    const zone: unknown = zones.get(nodeName);
    if (zone === undefined && !publishNotReady) {
      note({ reason: 'NodeNotFound', nodeName, serviceName: facts.name });
      continue;
    }
    if (zone !== undefined && typeof zone !== 'string') throw wrongType(['nodes', nodeName], 'a string', zone);

    const { ready, serving, terminating } = conditionsOfPod(pod, facts.service);
    let readCount = 0;
    const hostname = hostnameOfPod(pod, facts.namespace, facts.name);
    for (const { addressType, byPorts } of groups) {
      const addresses = podAddressesOfType(pod, addressType);
      if (addresses === undefined) {
        note({ reason: 'PodWithoutAddressOfType', addressType });
        continue;
      }
      const only = typeof addresses === 'string';
      openGroup(byPorts, addressType, portSet).items.push({
        metadata,
        address: only ? addresses : (addresses[0] ?? ''),
        addresses: only ? undefined : addresses,
        nodeName,
        zone: zone ?? '',
        hostname,
        ready,
        serving,
        terminating,
      });
      readCount += only ? 1 : addresses.length;
    }
    if (readCount === pod.status?.podIPs?.length) continue;
    for (const address of unreadablePodAddresses(pod)) note({ reason: 'InvalidAddress', address, expected: 'IP' });
  }
  return { groups: groups.flatMap(({ byPorts }) => [...byPorts.values()]), notices };
}

function openGroup(byPorts: Map<PortMapKey, OpenGroup>, addressType: IPAddressType, portSet: PortSet): OpenGroup {
  let group = byPorts.get(portSet.key);
  if (group === undefined) {
    group = { addressType, ports: portSet.ports, items: [], reader: podEndpointReader };
    byPorts.set(portSet.key, group);
  }
  return group;
}

function whySkipped(pod: PodLike): NoticeDetails | undefined {
  if (isPodTerminal(pod)) return { reason: 'PodTerminal', phase: pod.status?.phase ?? '' };
  if (!hasAddress(pod)) return { reason: 'PodWithoutAddress' };
  return undefined;
}
