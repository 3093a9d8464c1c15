import { describe, expect, test } from 'vitest';
import { controllerMetrics, controllerReport, createController } from 'endpointslice/controller';
import { aNode, aPod, aService, Loop } from './loop.ts';

function metric(loop: Loop, name: string, labels: object = {}): number | undefined {
  const found = controllerMetrics(loop.state).find(
    (sample) => sample.name === name && JSON.stringify(sample.labels) === JSON.stringify(labels),
  );
  return found?.value;
}

describe('controllerMetrics', () => {
  const prefix = 'endpoint_slice_controller';

  test('counts slices, endpoints, changes and syncs under upstream’s names', () => {
    const pods = [1, 2, 3].map((number) => aPod(number));
    const loop = new Loop({ maxEndpointsPerSlice: 2 }).list({ Service: [aService()], Pod: pods, Node: [aNode()] });
    const slices = loop.settle();
    expect(metric(loop, `${prefix}_num_endpoint_slices`)).toBe(2);
    expect(metric(loop, `${prefix}_desired_endpoint_slices`)).toBe(2);
    expect(metric(loop, `${prefix}_endpoints_desired`)).toBe(3);
    expect(metric(loop, `${prefix}_endpoints_added_per_sync_sum`)).toBe(3);
    expect(metric(loop, `${prefix}_changes`, { operation: 'create' })).toBe(2);
    loop.object('DELETED', 'Pod', pods[0] ?? expect.fail());
    loop.settle(slices);
    expect(metric(loop, `${prefix}_endpoints_desired`)).toBe(2);
    expect(metric(loop, `${prefix}_endpoints_removed_per_sync_sum`)).toBe(1);
    expect(metric(loop, `${prefix}_syncs`, { result: 'success' })).toBe(2);
    expect(metric(loop, `${prefix}_syncs`, { result: 'error' })).toBe(0);
  });

  test('goes down again when a Service goes', () => {
    const loop = new Loop().list({ Service: [aService(), aService('db')], Pod: [aPod(1)], Node: [aNode()] });
    loop.settle();
    expect(metric(loop, `${prefix}_num_endpoint_slices`)).toBe(2);
    loop.object('DELETED', 'Service', aService());
    loop.settle();
    expect(metric(loop, `${prefix}_num_endpoint_slices`)).toBe(1);
    expect(metric(loop, `${prefix}_endpoints_desired`)).toBe(0);
  });

  test('counts syncs that failed, and those for which the view was too old', () => {
    const loop = new Loop().list({ Service: [aService()], Pod: [aPod(1)], Node: [aNode()] });
    loop.answer(loop.write(), { outcome: 'noAnswer' });
    loop.now = loop.take().askAgainAt ?? expect.fail();
    loop.apply(loop.write());
    loop.object('ADDED', 'Pod', aPod(2));
    loop.take();
    expect(metric(loop, `${prefix}_syncs`, { result: 'error' })).toBe(1);
    expect(metric(loop, `${prefix}_syncs`, { result: 'stale' })).toBe(1);
  });

  test('has names of their own for mirroring, and a label for other sources', () => {
    const loop = new Loop({ mirroring: true, services: false, sources: ['vms'] });
    const names = new Set(
      controllerMetrics(loop.state).map(({ name, labels }) => `${name} ${labels['controller'] ?? ''}`),
    );
    expect(names).toContain('endpoint_slice_mirroring_controller_num_endpoint_slices ');
    expect(names).toContain('endpoint_slice_controller_num_endpoint_slices vms');
    expect(names).not.toContain('endpoint_slice_mirroring_controller_syncs ');
  });
});

describe('controllerReport', () => {
  test('says what is pending, under way and failing, and why', () => {
    const loop = new Loop().list({ Service: [aService('a'), aService('b'), aService('c')] });
    const [first, second] = loop.take(2).writes;
    loop.answer(first ?? expect.fail(), { outcome: 'forbidden', message: 'no rights' });
    expect(controllerReport(loop.state)).toEqual({
      unlisted: [],
      jobCount: 3,
      pendingCount: 3,
      sending: [{ id: second?.id, controller: 'services', service: { namespace: 'shop', name: 'b' } }],
      stale: [],
      failing: [
        {
          controller: 'services',
          service: { namespace: 'shop', name: 'a' },
          outcome: 'forbidden',
          message: 'no rights',
          failureCount: 1,
          givenUp: false,
        },
      ],
    });
  });
});

describe('createController', () => {
  test('holds the state, and goes on from one that was kept', () => {
    const controller = createController({ mirroring: false });
    for (const kind of ['Pod', 'Node', 'EndpointSlice'] as const)
      controller.receive({ type: 'RELIST', kind, objects: [] });
    const before = controller.state;
    controller.receive({ type: 'RELIST', kind: 'Service', objects: [aService()] });
    expect(controller.take({ now: 0, limit: 1 }).writes).toHaveLength(1);
    expect(controllerReport(before).unlisted).toEqual(['Service']);
    const other = createController({}, controller.state);
    expect(controllerReport(other.state).sending).toHaveLength(1);
    expect(() => createController({}, {} as never)).toThrow(/^createController: state must be/);
  });
});
