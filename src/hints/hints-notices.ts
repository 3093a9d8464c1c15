import { enter } from '../internal/door.ts';
import { expectArray, expectCount, expectObject, expectText } from '../internal/expect.ts';
import { outOfRange } from '../internal/invariant.ts';
import type { Notice, NoticedObject } from '../model/notice.ts';
import { noticeOf } from '../notice/notice-of.ts';
import { eventDetails, type HintsVerdict, isHintsReason } from './verdict.ts';

/**
 * Lists the Events of the verdicts that changed as notices on an object, with the reference's reasons and texts.
 *
 * The reference warns at every sync; here a warning comes once for each reason (ledger hints/event-stream).
 *
 * @see k8s.io/endpointslice/topologycache EventBuilder; docs/rules.md 1.14.3, 1.15.3, 1.15.12
 * @example
 * const plan = { writes: [], unchanged: [{ addressType: 'IPv4', metadata: { name: 's' } }] };
 * const { verdicts } = planHints({ plan, strategy: 'TopologyAware', capacity: measureZoneCapacity([]) });
 * listHintsNotices({ kind: 'Service', namespace: 'ns', name: 'web' }, verdicts).map(({ reason }) => reason)
 * // => ['TopologyAwareHintsDisabled']
 */
export function listHintsNotices(object: NoticedObject, verdicts: readonly HintsVerdict[]): Notice[] {
  return enter('listHintsNotices', () => {
    const { kind, namespace, name } = expectObject(object, ['object']);
    for (const [field, value] of Object.entries({ kind, namespace, name })) expectText(value, ['object', field]);
    const notices: Notice[] = [];
    for (const [index, verdict] of expectArray(verdicts, ['verdicts']).entries()) {
      const path = ['verdicts', index];
      const { addressType, changed, event, reason, readyEndpointCount } = expectObject(verdict, path);
      if (event === undefined || !changed) continue;
      expectText(addressType, [...path, 'addressType']);
      expectCount(readyEndpointCount, [...path, 'readyEndpointCount']);
      if (!isHintsReason(expectText(reason, [...path, 'reason']))) {
        throw outOfRange([...path, 'reason'], 'a reason of a verdict', reason);
      }
      if ('zoneCount' in verdict) expectCount(verdict.zoneCount, [...path, 'zoneCount']);
      notices.push(noticeOf({ kind, namespace, name }, eventDetails(verdict)));
    }
    return notices;
  });
}
