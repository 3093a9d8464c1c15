import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { EndpointSliceLike } from 'endpointslice';

/** One event of a recorded watch of EndpointSlices. */
export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: EndpointSliceLike;
}

/** Recordings that have a watch stream of a namespace's EndpointSlices. */
export const recordedStreams: readonly string[] = [
  'bookinfo',
  'boutique',
  'hints',
  'legacy',
  'mixedports',
  'rollout',
  'worlds',
];

const zipped = new Set(['rollout', 'worlds']);

/** The events of a recording, in the order in which the API server sent them. */
export function readWatchStream(recording: string): WatchEvent[] {
  const name = `../fixtures/recordings/${recording}/endpointslice-events.jsonl`;
  const text = zipped.has(recording)
    ? gunzipSync(readFileSync(new URL(`${name}.gz`, import.meta.url))).toString('utf8')
    : readFileSync(new URL(name, import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as WatchEvent);
}
