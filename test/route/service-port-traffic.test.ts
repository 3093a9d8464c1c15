import { describe, expect, test } from 'vitest';
import { readServicePortTraffic, type ServiceLike } from 'endpointslice';

const port = { portName: 'http', addressType: 'IPv4' } as const;

function serviceWith(spec: ServiceLike['spec'], status?: ServiceLike['status']): ServiceLike {
  return { spec: { ports: [{ name: 'http', port: 80 }], ...spec }, status };
}

describe('readServicePortTraffic', () => {
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
  ])('takes a port with %s for what it is (rule 4.4.2)', (_, service, isExternallyAccessible) => {
    expect(readServicePortTraffic(service, port).isExternallyAccessible).toBe(isExternallyAccessible);
  });

  test('heeds the external policy only of a Service that is open to the outside', () => {
    const policies = { internalTrafficPolicy: 'Local', externalTrafficPolicy: 'Local' };
    const ofType = (type: string) =>
      readServicePortTraffic(serviceWith({ ...policies, type }), port).externalTrafficPolicy;
    expect(['ClusterIP', 'NodePort', 'LoadBalancer'].map(ofType)).toEqual(['Cluster', 'Local', 'Local']);
    expect(readServicePortTraffic(serviceWith(policies), port).internalTrafficPolicy).toBe('Local');
  });

  test('refuses a port that the Service does not have', () => {
    expect(() => readServicePortTraffic({}, port)).toThrow(
      'readServicePortTraffic: portName must be the name of a port of the Service, got "http"',
    );
  });
});
