import { enter } from '../../src/internal/door.ts';
import { groupPods } from '../../src/pods/group-pods.ts';
import { readService } from '../../src/service/service-facts.ts';
import { buildNode, buildPod, buildService } from '../support/build.ts';
import { readNodeZones, type PodLike, type ServiceLike } from 'endpointslice';
import { describe, expect, test } from 'vitest';

const zones = readNodeZones([buildNode('n1', 'a'), buildNode('n2')]);

function group(pods: readonly PodLike[], service: ServiceLike = buildService()) {
  return enter('caller', () => groupPods(readService(service), pods, zones));
}

/** The addresses of each group, after its address type and the numbers of its ports. */
function outline(pods: readonly PodLike[], service?: ServiceLike): unknown[] {
  return group(pods, service).groups.map(({ addressType, ports, items }) => [
    `${addressType} ${ports.map(({ port }) => port).join(',')}`,
    ...items.map(({ address }) => address),
  ]);
}

describe('groupPods', () => {
  test('groups pods by address type and the numbers of their ports', () => {
    const service = buildService({
      ipFamilies: ['IPv6', 'IPv4'],
      ports: [{ name: 'http', protocol: 'TCP', port: 80, targetPort: 'web' }],
    });
    const pods = [
      buildPod({ name: 'p1', ip: ['10.0.0.1', 'fd00::1'], ports: { web: 1 } }),
      buildPod({ name: 'p2', ip: ['10.0.0.2', 'fd00::2'], ports: { web: 2 } }),
      buildPod({ name: 'p3', ip: '10.0.0.3', ports: { web: 1 } }),
    ];
    expect(outline(pods, service)).toEqual([
      ['IPv4 1', '10.0.0.1', '10.0.0.3'],
      ['IPv4 2', '10.0.0.2'],
      ['IPv6 1', 'fd00::1'],
      ['IPv6 2', 'fd00::2'],
    ]);
  });

  test('reads of a pod what its endpoint says', () => {
    const pod = buildPod({ ip: ['10.0.0.2', '10.0.0.1'], hostname: 'h', subdomain: 'web', terminating: true });
    expect(group([pod]).groups).toMatchObject([
      {
        addressType: 'IPv4',
        items: [
          {
            metadata: { name: 'web-1' },
            address: '10.0.0.1',
            addresses: ['10.0.0.1', '10.0.0.2'],
            nodeName: 'n1',
            zone: 'a',
            hostname: 'h',
            ready: false,
            serving: true,
            terminating: true,
          },
        ],
      },
    ]);
    expect(group([buildPod({ nodeName: 'n2' })]).groups[0]?.items[0]).toMatchObject({ zone: '', addresses: undefined });
  });

  test('passes over pods of other namespaces and other labels in silence', () => {
    const others = [buildPod({ namespace: 'other' }), buildPod({ labels: { app: 'db' } }), buildPod({ labels: {} })];
    expect(group(others)).toEqual({ groups: [], notices: [] });
    // Even if nothing else about them is right.
    const broken = { metadata: { name: 'x', namespace: 'other' }, spec: 5, status: 5 } as never;
    expect(group([broken])).toEqual({ groups: [], notices: [] });
  });

  test('has no groups for a Service that does not choose pods', () => {
    expect(group([buildPod()], buildService({ selector: null }))).toEqual({ groups: [], notices: [] });
  });

  test('has a group, without endpoints, for the ports of a pod that has no known node (rule 1.5.3)', () => {
    const { groups, notices } = group([buildPod({ nodeName: 'gone' })]);
    expect(groups).toMatchObject([{ addressType: 'IPv4', items: [], ports: [{ port: 8080 }] }]);
    expect(notices).toEqual([
      {
        reason: 'NodeNotFound',
        nodeName: 'gone',
        serviceName: 'web',
        object: { kind: 'Pod', namespace: 'shop', name: 'web-1' },
        message: 'skipping Pod web-1 for Service shop/web: Node gone Not Found',
        retry: true,
      },
    ]);
    const unscheduled = { ...buildPod(), spec: null };
    expect(group([unscheduled]).notices).toMatchObject([{ reason: 'NodeNotFound', nodeName: '' }]);
  });

  test('takes a pod of an unknown node where addresses are published that are not ready (rule 1.4.5)', () => {
    const service = buildService({ publishNotReadyAddresses: true });
    const { groups, notices } = group([buildPod({ nodeName: 'gone' }), buildPod({ name: 'p2' })], service);
    expect(groups[0]?.items).toMatchObject([
      { nodeName: 'gone', zone: '' },
      { nodeName: 'n1', zone: 'a' },
    ]);
    expect(notices).toEqual([]);
    expect(
      group([buildPod({ nodeName: 'gone' })], {
        ...service,
        spec: { ...service.spec, publishNotReadyAddresses: false },
      }).groups[0]?.items,
    ).toEqual([]);
  });

  const object = { kind: 'Pod', namespace: 'shop', name: 'web-1' };

  test.each([
    [buildPod({ phase: 'Failed' }), { reason: 'PodTerminal', phase: 'Failed', message: 'pod has finished (Failed)' }],
    [buildPod({ ip: [] }), { reason: 'PodWithoutAddress', message: 'pod has no IP address yet' }],
    [
      buildPod({ ip: 'fd00::1' }),
      { reason: 'PodWithoutAddressOfType', addressType: 'IPv4', message: 'pod has no IPv4 address' },
    ],
    [
      buildPod({ ip: ['10.0.0.1', 'x'.repeat(70)] }),
      {
        reason: 'InvalidAddress',
        address: 'x'.repeat(70),
        expected: 'IP',
        message: `not an IP address: "${'x'.repeat(64)}"`,
      },
    ],
  ])('notices %j', (pod, notice) => {
    expect(group([pod]).notices).toEqual([{ ...notice, object, retry: false }]);
  });

  test('notices ports that a pod does not have (rule 1.3.5)', () => {
    const ports = [
      { name: 'http', protocol: 'TCP', port: 80, targetPort: 'web' },
      { port: 81, targetPort: 'admin' },
    ];
    const notice = { reason: 'PortNotFound', object, retry: false, protocol: 'TCP' };
    expect(group([buildPod()], buildService({ ports })).notices).toEqual([
      {
        ...notice,
        portName: 'http',
        targetPort: 'web',
        message: 'no suitable port for http: no container port web/TCP',
      },
      {
        ...notice,
        portName: '',
        targetPort: 'admin',
        message: 'no suitable port for the unnamed port: no container port admin/TCP',
      },
    ]);
  });

  test('looks for addresses that are none only where some are left', () => {
    const service = buildService({ ipFamilies: ['IPv4', 'IPv6'] });
    expect(group([buildPod({ ip: ['10.0.0.1', 'fd00::1', '10.0.0.2'] })], service).notices).toEqual([]);
    expect(group([buildPod({ ip: ['10.0.0.1', '10.0.0.2', ''] })]).notices).toMatchObject([
      { reason: 'InvalidAddress', address: '' },
    ]);
    expect(group([buildPod({ ip: ['10.0.0.1', 'fd00::1'] })]).notices).toEqual([]);
    expect(group([buildPod({ ip: [], podIP: '10.0.0.1' })]).notices).toMatchObject([
      { reason: 'PodWithoutAddressOfType' },
    ]);
    const old = { ...buildPod(), status: { phase: 'Running', podIP: '10.0.0.1' } };
    expect(group([old]).notices).toMatchObject([{ reason: 'PodWithoutAddressOfType' }]);
  });

  test('reads containers only where a port is looked up by name', () => {
    const pod = { ...buildPod(), spec: { nodeName: 'n1', containers: 5 } } as never;
    expect(group([pod]).groups[0]?.items).toHaveLength(1);
    const service = buildService({
      ports: [
        { port: 80, targetPort: 8080 },
        { name: 'b', port: 81, targetPort: 'web' },
      ],
    });
    expect(() => group([buildPod(), pod], service)).toThrow(
      new TypeError('caller: pods[1].spec.containers must be an array, got 5'),
    );
  });

  test('names what is wrong about a pod or a zone', () => {
    expect(() => group([buildPod(), {} as never])).toThrow('caller: pods[1].metadata must be an object, got undefined');
    expect(() => group([{ ...buildPod(), status: 5 } as never])).toThrow('caller: pods[0].status must be an object');
    const odd = new Map([['n1', 5]]) as never;
    expect(() => enter('caller', () => groupPods(readService(buildService()), [buildPod()], odd))).toThrow(
      new TypeError('caller: nodes.n1 must be a string, got 5'),
    );
  });
});
