import type { World } from '../../support/arbitraries/world.ts';
import { mapText } from './outcome.ts';

/** Labels as slices and Services have them. */
export type Labels = Readonly<Record<string, string | null | undefined>>;

/** Labels that belong to the controller. */
export const reservedKeys = [
  'kubernetes.io/service-name',
  'endpointslice.kubernetes.io/managed-by',
  'service.kubernetes.io/headless',
];

/** What a slice of the Service should have of them. */
export function wantedReservedLabels({ service }: World): Readonly<Record<string, string>> {
  const clusterIP = service.spec?.clusterIP ?? '';
  return {
    'kubernetes.io/service-name': service.metadata?.name ?? '',
    'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
    ...(clusterIP === '' || clusterIP === 'None' ? { 'service.kubernetes.io/headless': '' } : {}),
  };
}

/** All labels that a slice of the Service should have. */
export function wantedLabels(world: World): Labels {
  const labels: Record<string, string | null | undefined> = {};
  for (const [key, value] of Object.entries(world.service.metadata?.labels ?? {})) {
    if (!reservedKeys.includes(key)) labels[key] = value;
  }
  return { ...labels, ...wantedReservedLabels(world) };
}

/** The same as one text. */
export function wantedLabelsText(world: World): string {
  return mapText(wantedLabels(world));
}
