import { describe, expect, test } from 'vitest';
import { checkPod, podMetadata } from '../../src/pods/check-pod.ts';
import { faultOf } from '../support/fault-of.ts';

describe('podMetadata', () => {
  test('is the metadata itself', () => {
    const metadata = { name: 'web-1', namespace: '' };
    expect(podMetadata({ metadata }, 3)).toBe(metadata);
  });

  test.each([
    [undefined, ' must be an object, got undefined'],
    [null, ' must be an object, got null'],
    [5, ' must be an object, got 5'],
    [[], ' must be an object, got an array'],
    [{}, '.metadata must be an object, got undefined'],
    [{ metadata: null }, '.metadata must be an object, got null'],
    [{ metadata: 'x' }, '.metadata must be an object, got "x"'],
    [{ metadata: [] }, '.metadata must be an object, got an array'],
    [{ metadata: {} }, '.metadata.name must be a string, got undefined'],
    [{ metadata: { name: 5, namespace: 'shop' } }, '.metadata.name must be a string, got 5'],
    [{ metadata: { namespace: 'shop' } }, '.metadata.name must be a string, got undefined'],
    [{ metadata: { name: 'x' } }, '.metadata.namespace must be a string, got undefined'],
    [{ metadata: { name: 'x', namespace: null } }, '.metadata.namespace must be a string, got null'],
  ])('says of %j what it lacks', (pod, fault) => {
    expect(faultOf(() => podMetadata(pod as never, 3))).toBe(`caller: pods[3]${fault}`);
    expect(faultOf(() => podMetadata(pod as never, ['pod']))).toBe(`caller: pod${fault}`);
  });
});

describe('checkPod', () => {
  const check = (pod: unknown): string | undefined => faultOf(() => checkPod(pod as never, 3));

  test.each([
    [{}],
    [{ metadata: null, spec: null, status: null }],
    [{ metadata: { uid: null }, spec: {}, status: {} }],
    [{ spec: { nodeName: null, hostname: null, subdomain: null }, status: { podIPs: null, conditions: null } }],
    [
      {
        metadata: { uid: 'u' },
        spec: { nodeName: 'n', hostname: 'h', subdomain: 's' },
        status: { podIPs: [{ ip: '10.0.0.1' }, {}, { ip: null }], conditions: [{ type: 'Ready', status: 'True' }] },
      },
    ],
  ])('takes %j', (pod) => {
    expect(check(pod)).toBeUndefined();
  });

  test.each([
    [{ metadata: { uid: 5 } }, 'metadata.uid must be a string, got 5'],
    [{ spec: 5 }, 'spec must be an object, got 5'],
    [{ spec: [] }, 'spec must be an object, got an array'],
    [{ spec: { nodeName: 5 } }, 'spec.nodeName must be a string, got 5'],
    [{ spec: { hostname: 5 } }, 'spec.hostname must be a string, got 5'],
    [{ spec: { subdomain: 5 } }, 'spec.subdomain must be a string, got 5'],
    [{ status: 5 }, 'status must be an object, got 5'],
    [{ status: { podIPs: {} } }, 'status.podIPs must be an array, got an object'],
    [{ status: { podIPs: [{}, null] } }, 'status.podIPs[1] must be an object, got null'],
    [{ status: { podIPs: ['10.0.0.1'] } }, 'status.podIPs[0] must be an object, got "10.0.0.1"'],
    [{ status: { podIPs: [{}, { ip: 5 }] } }, 'status.podIPs[1].ip must be a string, got 5'],
    [{ status: { conditions: 'x' } }, 'status.conditions must be an array, got "x"'],
    [{ status: { conditions: [{}, undefined] } }, 'status.conditions[1] must be an object, got undefined'],
  ])('refuses %j, and says where', (pod, fault) => {
    expect(check(pod)).toBe(`caller: pods[3].${fault}`);
  });
});
