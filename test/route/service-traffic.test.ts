import { describe, expect, test } from 'vitest';
import { readTraffic, type ServiceLike } from 'endpointslice';

const port = { port: 'http', addressType: 'IPv4' } as const;

function serviceWith(spec: ServiceLike['spec'], status?: ServiceLike['status']): ServiceLike {
  return { spec: { ports: [{ name: 'http', port: 80 }], ...spec }, status };
}

describe('readTraffic', () => {
  test.each([
    ['nothing of it', serviceWith({}), false],
    ['a node port', serviceWith({ type: 'NodePort', ports: [{ name: 'http', port: 80, nodePort: 30080 }] }), true],
    [
      'a node port of another port',
      serviceWith({
        ports: [
          { name: 'http', port: 80 },
          { name: 'b', port: 81, nodePort: 30081 },
        ],
      }),
      false,
    ],
    ['an external IP', serviceWith({ externalIPs: ['192.0.2.1'] }), true],
    ['an external IP of the other family', serviceWith({ externalIPs: ['2001:db8::1'] }), false],
    ['a load balancer address', serviceWith({}, { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } }), true],
    [
      'a load balancer that is a proxy',
      serviceWith({}, { loadBalancer: { ingress: [{ ip: '192.0.2.1', ipMode: 'Proxy' }] } }),
      false,
    ],
    ['a load balancer with a name only', serviceWith({}, { loadBalancer: { ingress: [{}] } }), false],
    ['a load balancer without addresses', serviceWith({}, { loadBalancer: {} }), false],
    ['a status that says nothing of load balancers', serviceWith({}, {}), false],
    [
      'a load balancer address of the other family',
      serviceWith({}, { loadBalancer: { ingress: [{ ip: '2001:db8::1', ipMode: 'VIP' }] } }),
      false,
    ],
    [
      'addresses of both families',
      serviceWith({ externalIPs: ['2001:db8::1'] }, { loadBalancer: { ingress: [{ ip: null }, { ip: '192.0.2.1' }] } }),
      true,
    ],
    ['an external IP that is none', serviceWith({ externalIPs: ['nowhere'] }), false],
    ['a node port of 0', serviceWith({ ports: [{ name: 'http', port: 80, nodePort: 0 }] }), false],
    ['a node port that is null', serviceWith({ ports: [{ name: 'http', port: 80, nodePort: null }] }), false],
  ])('takes a port with %s for what it is (rule 4.4.2)', (_, service, isExternallyAccessible) => {
    expect(readTraffic(service, port).isExternallyAccessible).toBe(isExternallyAccessible);
  });

  test('heeds the external policy only of a Service that is open to the outside', () => {
    const policies = { internalTrafficPolicy: 'Local', externalTrafficPolicy: 'Local' };
    const ofType = (type: string) => readTraffic(serviceWith({ ...policies, type }), port).externalTrafficPolicy;
    expect(['ClusterIP', 'NodePort', 'LoadBalancer'].map(ofType)).toEqual(['Cluster', 'Local', 'Local']);
    expect(readTraffic(serviceWith(policies), port).internalTrafficPolicy).toBe('Local');
    const withIP = serviceWith({ ...policies, type: 'ClusterIP', externalIPs: ['2001:db8::1'] });
    expect(readTraffic(withIP, port).externalTrafficPolicy).toBe('Local');
  });

  test.each([undefined, '', null])('finds the port whose name is %j by the empty name', (name) => {
    const ports = [
      { name: 'http', port: 80, nodePort: 30080 },
      { name, port: 81 },
    ];
    expect(readTraffic({ spec: { ports } }, { ...port, port: '' })).toEqual({
      internalTrafficPolicy: 'Cluster',
      externalTrafficPolicy: 'Cluster',
      isExternallyAccessible: false,
    });
    const nodePort = { spec: { type: 'NodePort', ports } };
    expect(readTraffic(nodePort, { ...port, port: '' }).externalTrafficPolicy).toBe('Cluster');
  });

  test.each<[string, unknown, unknown]>([
    ['question.port must be the name of a port of the Service, got "http"', {}, port],
    ['question.port must be the name of a port of the Service, got "http"', { spec: null }, port],
    ['question.port must be the name of a port of the Service, got "b"', serviceWith({}), { ...port, port: 'b' }],
    ['question must be an object, got undefined', serviceWith({}), undefined],
    [`question.addressType must be 'IPv4' or 'IPv6', got "FQDN"`, serviceWith({}), { ...port, addressType: 'FQDN' }],
    ['service must be an object, got null', null, port],
    ['service.spec must be an object, got 5', { spec: 5 }, port],
    ['service.spec.ports must be an array, got 5', { spec: { ports: 5 } }, port],
    ['service.spec.ports[0] must be an object, got null', { spec: { ports: [null] } }, port],
    ['service.spec.externalIPs must be an array, got "x"', serviceWith({ externalIPs: 'x' as never }), port],
    [
      'service.status.loadBalancer.ingress must be an array, got 5',
      serviceWith({}, { loadBalancer: { ingress: 5 as never } }),
      port,
    ],
  ])('refuses what it cannot answer: %s', (message, service, question) => {
    expect(() => readTraffic(service as never, question as never)).toThrow(`readTraffic: ${message}`);
  });
});
