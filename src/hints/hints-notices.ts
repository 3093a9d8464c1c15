import type { Notice, NoticedObject } from '../model/notice.ts';
import type { HintsVerdict } from './verdict.ts';

/**
 * The events of those verdicts that are news, as notices on an object, with the reference's reasons and texts.
 *
 * The reference warns at every sync; here a warning comes once for each reason (ledger hints/event-stream).
 *
 * @see k8s.io/endpointslice/topologycache EventBuilder; docs/rules.md 1.14.3, 1.15.3, 1.15.12
 * @example
 * const plan = { writes: [], unchanged: [{ addressType: 'IPv4', metadata: { name: 's' } }] };
 * const { verdicts } = planHints({ plan, strategy: 'proportional', capacity: zoneCapacity([]) });
 * hintsNotices({ kind: 'Service', namespace: 'ns', name: 'web' }, verdicts).map(({ reason }) => reason)
 * // => ['TopologyAwareHintsDisabled']
 */
export function hintsNotices(object: NoticedObject, verdicts: readonly HintsVerdict[]): Notice[] {
  return verdicts.flatMap(({ addressType, changed, event }) =>
    event === undefined || !changed
      ? []
      : [{ reason: event.reason, addressType, object, message: event.message, retry: false }],
  );
}
