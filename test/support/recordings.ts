import { readFileSync } from 'node:fs';
import type { CoreEndpointsLike, EndpointSliceLike, NodeLike, PodLike, ServiceLike } from 'endpointslice';
import { deepFreeze } from './deep-freeze.ts';

/** One settled state of a real cluster, by kind; frozen. */
export interface Recording {
  readonly services: readonly ServiceLike[];
  readonly pods: readonly PodLike[];
  readonly nodes: readonly NodeLike[];
  readonly slices: readonly EndpointSliceLike[];
  readonly endpoints: readonly CoreEndpointsLike[];
}

/** Every settled state in test/fixtures/recordings. */
export const recordedStates = [
  'bookinfo/01-deployed',
  'bookinfo/02-reviews-scaled-up',
  'bookinfo/03-rolling-restart',
  'bookinfo/04-ratings-gone',
  'boutique/01-deployed',
  'boutique/02-frontend-scaled',
  'hints/01-three-services',
  'hints/02-auto-too-few',
  'hints/03-none',
  'legacy/01-created',
  'legacy/02-moved',
  'mixedports/01-two-versions',
  'mixedports/02-v1-gone',
  'rollout/01-40-pods',
  'rollout/02-rolling-update',
  'rollout/03-scaled-to-13',
  'rollout/04-scaled-to-35',
  'worlds/01',
  'worlds/02',
  'worlds/03',
] as const;

/** Reads one recorded state. */
export function readRecording(state: string): Recording {
  const text = readFileSync(new URL(`../fixtures/recordings/${state}.json`, import.meta.url), 'utf8');
  const { items } = deepFreeze(JSON.parse(text) as { readonly items: readonly { readonly kind: string }[] });
  const ofKind = <Item>(kind: string): readonly Item[] => items.filter((item) => item.kind === kind) as never;
  return {
    services: ofKind('Service'),
    pods: ofKind('Pod'),
    nodes: ofKind('Node'),
    slices: ofKind('EndpointSlice'),
    endpoints: ofKind('Endpoints'),
  };
}
