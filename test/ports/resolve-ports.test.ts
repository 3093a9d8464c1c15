import { findPort, resolvePorts, type ServicePortLike } from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { buildPod, buildService } from '../support/build.ts';

const podOfWeb = buildPod({ ports: { web: 8080, admin: 9090 } });

function portsOf(ports: readonly ServicePortLike[], pod = podOfWeb): unknown[] {
  return resolvePorts(buildService({ ports }), pod).ports;
}

describe('resolvePorts', () => {
  test.each([['None'], ['10.96.0.1']])(
    'gives no ports for a Service without any, cluster IP %s (rule 1.3.1)',
    (clusterIP) => {
      expect(resolvePorts(buildService({ clusterIP, ports: [] }), podOfWeb)).toEqual({ ports: [], missing: [] });
      expect(resolvePorts({ spec: { clusterIP } }, podOfWeb)).toEqual({ ports: [], missing: [] });
      expect(resolvePorts({}, podOfWeb)).toEqual({ ports: [], missing: [] });
    },
  );

  test('takes name, protocol and appProtocol from the Service, in its order (rule 1.3.2)', () => {
    expect(
      portsOf([
        { name: 'b', protocol: 'UDP', port: 1, targetPort: 5353 },
        { name: 'a', protocol: 'TCP', port: 2, targetPort: 'web', appProtocol: 'kubernetes.io/h2c' },
        { name: 'c', protocol: 'TCP', port: 3, targetPort: 8081, appProtocol: '' },
      ]),
    ).toEqual([
      { name: 'b', protocol: 'UDP', port: 5353 },
      { name: 'a', protocol: 'TCP', port: 8080, appProtocol: 'kubernetes.io/h2c' },
      { name: 'c', protocol: 'TCP', port: 8081, appProtocol: '' },
    ]);
  });

  test('always says a name, fills in what the API server would have (rule 1.3.2) (ledger planner/api-defaults)', () => {
    expect(portsOf([{ port: 80 }])).toStrictEqual([{ name: '', protocol: 'TCP', port: 80 }]);
    expect(portsOf([{ name: null, protocol: null, port: 80, targetPort: null, appProtocol: null }])).toStrictEqual([
      { name: '', protocol: 'TCP', port: 80 },
    ]);
    expect(portsOf([{ port: 80, targetPort: { value: 'web' } }])).toEqual([{ name: '', protocol: 'TCP', port: 8080 }]);
    for (const targetPort of [undefined, null, 0, '', { value: 0 }, { value: '' }]) {
      expect(portsOf([{ port: 80, protocol: '', targetPort }])).toEqual([{ name: '', protocol: 'TCP', port: 80 }]);
    }
  });

  test('leaves out and lists what the pod does not have (rule 1.3.5)', () => {
    const missing = { name: 'm', protocol: 'TCP', port: 1, targetPort: 'metrics' };
    const found = { name: 'w', protocol: 'TCP', port: 2, targetPort: 'web' };
    expect(resolvePorts(buildService({ ports: [missing, found] }), podOfWeb)).toEqual({
      ports: [{ name: 'w', protocol: 'TCP', port: 8080 }],
      missing: [missing],
    });
    expect(portsOf([missing])).toEqual([]);
  });
});

describe('findPort', () => {
  test('takes a number as it is, whether or not a container has it (rule 1.3.3)', () => {
    expect(findPort(podOfWeb, { port: 80, targetPort: 1234 })).toBe(1234);
    expect(findPort({}, { port: 80, targetPort: 1234 })).toBe(1234);
  });

  test('takes the port itself where no target is named (ledger planner/api-defaults)', () => {
    const unnamed = { spec: { containers: [{ ports: [{ containerPort: 8080, protocol: 'TCP' }] }] } };
    for (const targetPort of [undefined, null, 0, '', { value: 0 }, { value: '' }]) {
      expect(findPort({}, { port: 80, targetPort })).toBe(80);
      expect(findPort(unnamed, { port: 80, protocol: 'TCP', targetPort })).toBe(80);
    }
    // Digits are a name, and so is a zero among them.
    expect(findPort(unnamed, { port: 80, protocol: 'TCP', targetPort: '0' })).toBeUndefined();
  });

  test('looks a name up in the order of containers and their ports (rule 1.3.4)', () => {
    const pod = {
      spec: {
        containers: [
          {},
          { ports: [{ name: 'other', containerPort: 1, protocol: 'TCP' }] },
          {
            ports: [
              { name: 'web', containerPort: 2, protocol: 'TCP' },
              { name: 'web', containerPort: 3, protocol: 'TCP' },
            ],
          },
          { ports: [{ name: 'web', containerPort: 4, protocol: 'TCP' }] },
        ],
      },
    };
    expect(findPort(pod, { port: 80, protocol: 'TCP', targetPort: 'web' })).toBe(2);
  });

  test('wants the same protocol (rule 1.3.4)', () => {
    const pod = {
      spec: {
        containers: [
          {
            ports: [
              { name: 'dns', containerPort: 53, protocol: 'UDP' },
              { name: 'dns', containerPort: 54, protocol: 'TCP' },
            ],
          },
        ],
      },
    };
    expect(findPort(pod, { port: 1, protocol: 'TCP', targetPort: 'dns' })).toBe(54);
    expect(findPort(pod, { port: 1, protocol: 'UDP', targetPort: 'dns' })).toBe(53);
    expect(findPort(pod, { port: 1, protocol: 'SCTP', targetPort: 'dns' })).toBeUndefined();
    expect(findPort(pod, { port: 1, protocol: 'tcp', targetPort: 'dns' })).toBeUndefined();
  });

  test('reads a protocol that is empty, here or there, as TCP (ledger planner/api-defaults)', () => {
    const containers = [
      { ports: [{ name: 'dns', containerPort: 53, protocol: 'UDP' }] },
      { ports: [{ name: 'dns', containerPort: 54, protocol: '' }] },
      { ports: [{ name: 'dns', containerPort: 55, protocol: 'TCP' }] },
    ];
    for (const protocol of [undefined, null, '', 'TCP']) {
      expect(findPort({ spec: { containers } }, { port: 1, protocol, targetPort: 'dns' })).toBe(54);
    }
  });

  test('looks into sidecars after all containers, and into no other init container (rule 1.3.4)', () => {
    const init = (restartPolicy: string | undefined, containerPort: number): object => ({
      restartPolicy,
      ports: [{ name: 'web', containerPort, protocol: 'TCP' }],
    });
    const servicePort = { port: 80, protocol: 'TCP', targetPort: 'web' };
    const initContainers = [init(undefined, 1), init('Never', 2), init('Always', 3), init('Always', 4)];
    expect(findPort({ spec: { initContainers } }, servicePort)).toBe(3);
    expect(findPort({ spec: { initContainers, containers: [init(undefined, 5)] } }, servicePort)).toBe(5);
    expect(findPort({ spec: { initContainers: [init('OnFailure', 1)] } }, servicePort)).toBeUndefined();
  });

  test('has nothing to look a name up in where there are no containers, or none with ports', () => {
    const servicePort = { port: 80, targetPort: 'web' };
    for (const pod of [
      {},
      { spec: null },
      { spec: { containers: null } },
      { spec: { containers: [{}, { ports: null }] } },
    ])
      expect(findPort(pod, servicePort)).toBeUndefined();
  });

  test('takes an absent name for an empty one', () => {
    const pod = { spec: { containers: [{ ports: [{ containerPort: 5 }, { name: null, containerPort: 6 }] }] } };
    expect(findPort(pod, { port: 80, targetPort: 'null' })).toBeUndefined();
    expect(findPort(pod, { port: 80, targetPort: 'undefined' })).toBeUndefined();
  });

  test('takes digits in quotes for a name (rule 1.3.4)', () => {
    expect(findPort(podOfWeb, { port: 80, targetPort: '8080' })).toBeUndefined();
    expect(findPort(buildPod({ ports: { '8080': 1 } }), { port: 80, targetPort: '8080' })).toBe(1);
  });
});
