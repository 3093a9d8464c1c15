import { buildEndpoint, buildPod, buildService, buildSlice, ownerWeb } from '../support/build.ts';
import { planText, planWorld } from '../support/plan-world.ts';
import { createsOf, deletesOf, updatesOf } from '../support/writes.ts';
import { describe, expect, test } from 'vitest';

const deletionTimestamp = '2026-01-02T03:04:05Z';
const key = 'endpoints.kubernetes.io/last-change-trigger-time';

describe('planService, at the end,', () => {
  const oldPorts = [{ name: 'http', protocol: 'TCP', port: 8081 }];
  const notWanted = buildSlice({ name: 'web-c', ports: oldPorts, endpoints: [buildEndpoint()] });
  const emptied = buildSlice({ name: 'web-b', endpoints: [buildEndpoint({ pod: 'gone' })] });
  const notOwned = buildSlice({ name: 'web-a', owner: { ...ownerWeb, uid: 'other' }, endpoints: [buildEndpoint()] });
  const kept = buildSlice({ name: 'web-d', endpoints: [buildEndpoint()] });

  test('lists deletes by name, whatever their reason and the order given (rule 1.13.2)', () => {
    for (const slices of [
      [notWanted, emptied, notOwned, kept],
      [kept, notOwned, emptied, notWanted],
    ]) {
      expect(
        deletesOf(planWorld({ pods: [buildPod()], slices }).plan).map(({ before, reasons }) => [before, reasons]),
      ).toEqual([
        [notOwned, ['NotOwned']],
        [emptied, ['NoEndpointsLeft']],
        [notWanted, ['PortsNotWanted']],
      ]);
    }
  });

  test('says what to write in the order of writing: creates, updates, deletes (rule 1.13.3)', () => {
    const pods = [buildPod({ ready: false }), buildPod({ name: 'web-2', ip: '10.0.0.2' })];
    const text = planText({ pods, slices: [notOwned, kept], maxEndpointsPerSlice: 1 });
    expect(
      text
        .split('\n')
        .map((line) => line.split(' ')[0])
        .filter((word) => word !== ''),
    ).toEqual(['create', 'update', 'delete']);
    expect(Object.keys(planWorld({ pods: [] }).plan)).toEqual(['writes', 'unchanged']);
  });

  test('performs nothing: what a refused create leads to is the caller’s affair (rule 1.13.4)', () => {
    const { plan } = planWorld({ pods: [buildPod()] });
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });

  test('creates nothing for a Service being deleted, with a notice that counts (rule 1.13.5)', () => {
    const service = buildService({ deletionTimestamp, ipFamilies: ['IPv4', 'IPv6'] });
    const { plan, notices } = planWorld({ service, pods: [buildPod({ ip: ['10.0.0.1', 'fd00::1'] })] });
    expect(plan).toEqual({ writes: [], unchanged: [] });
    expect(notices).toMatchObject([{ reason: 'OwnerTerminating', skippedCreateCount: 2, retry: false }]);
  });

  test('still updates, recycles and deletes for a Service being deleted (rule 1.13.5)', () => {
    const service = buildService({ deletionTimestamp });
    const pods = [buildPod()];
    expect(planText({ service, pods, slices: [notWanted] })).toBe(
      'update IPv4 web-c http/TCP/8080: 1 endpoint (PortsChanged)\n  port + http/TCP/8080\n  port - http/TCP/8081\n',
    );
    expect(deletesOf(planWorld({ service, pods, slices: [kept, notOwned, emptied] }).plan)).toHaveLength(2);
    expect(planText({ service, pods: [buildPod({ ready: false })], slices: [kept] })).toContain('update IPv4 web-d');
  });

  test.each(['0001-01-01T00:00:00Z', '0001-01-01T02:00:00+02:00'])(
    'takes Go’s zero time for no time, and an old one goes: %s (rule 1.13.6)',
    (triggerTime) => {
      const annotations = { [key]: '2026-01-02T03:04:05Z' };
      const slices = [buildSlice({ annotations, endpoints: [buildEndpoint({ pod: 'web-9' })] })];
      const [update] = updatesOf(planWorld({ pods: [buildPod()], slices, triggerTime }).plan);
      expect(update?.slice.metadata.annotations).toBeUndefined();
    },
  );

  test('notes the trigger time on what is created and updated, and nowhere else (rule 1.13.6)', () => {
    const triggerTime = '2026-01-02T03:04:05.120Z';
    const pods = [
      buildPod(),
      buildPod({ name: 'web-2', ip: '10.0.0.2', ready: false }),
      buildPod({ name: 'web-3', ip: '10.0.0.3' }),
    ];
    const changed = buildSlice({
      name: 'web-e',
      annotations: { note: 'x' },
      endpoints: [buildEndpoint({ pod: 'web-2', addresses: ['10.0.0.2'] })],
    });
    const { plan } = planWorld({ pods, slices: [kept, changed], maxEndpointsPerSlice: 1, triggerTime });
    expect(createsOf(plan)[0]?.slice.metadata.annotations).toEqual({ [key]: '2026-01-02T03:04:05.12Z' });
    expect(updatesOf(plan)[0]?.slice.metadata.annotations).toEqual({ note: 'x', [key]: '2026-01-02T03:04:05.12Z' });
    expect(plan.unchanged[0]).toBe(kept);
  });

  test('takes the trigger time of an earlier write away when none is known (rule 1.13.6)', () => {
    const pods = [buildPod({ ready: false })];
    const annotations = { note: 'x', [key]: '2026-01-01T00:00:00Z' };
    const before = buildSlice({ annotations, endpoints: [buildEndpoint()] });
    expect(updatesOf(planWorld({ pods, slices: [before] }).plan)[0]?.slice.metadata.annotations).toEqual({ note: 'x' });
    const only = buildSlice({ annotations: { [key]: 'x' }, endpoints: [buildEndpoint()] });
    expect(updatesOf(planWorld({ pods, slices: [only] }).plan)[0]?.slice.metadata.annotations).toBeUndefined();
  });

  test('takes a Date for a time (rule 1.13.6)', () => {
    const triggerTime = new Date(Date.UTC(2026, 0, 2, 3, 4, 5));
    const { plan } = planWorld({ pods: [buildPod()], triggerTime });
    expect(createsOf(plan)[0]?.slice.metadata.annotations).toEqual({ [key]: '2026-01-02T03:04:05Z' });
  });

  test('counts what it plans; creates left out are told by the notice alone (rule 1.13.7)', () => {
    const { statistics } = planWorld({ pods: [buildPod()], slices: [emptied] });
    expect(statistics).toEqual([
      {
        addressType: 'IPv4',
        addedCount: 1,
        removedCount: 1,
        portMaps: [
          {
            ports: [{ name: 'http', protocol: 'TCP', port: 8080 }],
            endpointCount: 1,
            sliceCount: 1,
            idealSliceCount: 1,
            fill: 0.01,
          },
        ],
      },
    ]);
  });

  test('returns notices with the plan, sorted, whatever comes of writing it (rule 1.13.8)', () => {
    const pods = [buildPod({ name: 'web-2', ip: [] }), buildPod({ phase: 'Failed' })];
    const service = buildService({ deletionTimestamp });
    expect(planWorld({ service, pods }).notices.map(({ object, reason }) => [object.name, reason])).toEqual([
      ['web-1', 'PodTerminal'],
      ['web-2', 'PodWithoutAddress'],
      ['web', 'OwnerTerminating'],
    ]);
  });
});
