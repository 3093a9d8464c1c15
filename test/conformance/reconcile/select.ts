import type { EndpointSliceLike, PodLike, ServiceLike } from 'endpointslice';
import type { World } from '../../support/arbitraries/world.ts';

/**
 * What the controller's sync would hand to Reconcile (rules 2.1, 2.2), found without the help of the library.
 */
export interface Handed {
  readonly pods: readonly PodLike[];
  /** In order of their names: the lister's own order is random, ours is this. */
  readonly slices: readonly EndpointSliceLike[];
}

/** Whether the sync would do anything at all. */
export function isSynced({ spec }: ServiceLike): boolean {
  return spec?.type !== 'ExternalName' && spec?.selector !== undefined && spec.selector !== null;
}

export function handToReconcile(world: World): Handed {
  const known = handedOver.get(world);
  if (known !== undefined) return known;
  const handed = select(world);
  handedOver.set(world, handed);
  return handed;
}

/** Asked for several times a case. */
const handedOver = new WeakMap<World, Handed>();

function select({ service, pods, slices }: World): Handed {
  const { namespace, name } = service.metadata ?? {};
  const pairs = Object.entries(service.spec?.selector ?? {});
  return {
    pods: pods.filter(
      ({ metadata }) =>
        metadata?.namespace === namespace && pairs.every(([key, value]) => metadata?.labels?.[key] === value),
    ),
    slices: slices
      .filter(
        ({ metadata }) =>
          metadata?.namespace === namespace &&
          metadata?.labels?.['kubernetes.io/service-name'] === name &&
          metadata?.labels?.['endpointslice.kubernetes.io/managed-by'] === 'endpointslice-controller.k8s.io' &&
          (metadata.deletionTimestamp ?? undefined) === undefined,
      )
      .sort((left, right) => ((left.metadata?.name ?? '') < (right.metadata?.name ?? '') ? -1 : 1)),
  };
}

/** Whether the Service owns a slice, as the reference sees it (1.8.1). */
export function isOwned(slice: EndpointSliceLike, service: ServiceLike): boolean {
  return (slice.metadata?.ownerReferences ?? []).some(
    ({ uid, kind, apiVersion }) => uid === service.metadata?.uid && kind === 'Service' && apiVersion === 'v1',
  );
}
