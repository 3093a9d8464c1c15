import { enter } from '../../src/internal/door.ts';
import { describe, expect, test } from 'vitest';
import { readService } from '../../src/service/service-facts.ts';

const metadata = { name: 'web', namespace: 'shop', uid: 'u' };

function read(service: unknown): ReturnType<typeof readService> {
  return enter('caller', () => readService(service as never));
}

describe('readService', () => {
  test('reads what planning needs', () => {
    const service = {
      metadata: { ...metadata, labels: { a: '1' } },
      spec: { clusterIP: '10.96.0.1', ipFamilies: ['IPv4'], selector: { app: 'web' }, ports: [{ port: 80 }] },
    };
    const { selects, ...facts } = read(service);
    expect(facts).toEqual({
      service,
      namespace: 'shop',
      name: 'web',
      uid: 'u',
      labels: { a: '1' },
      addressTypes: ['IPv4'],
      headless: false,
      terminating: false,
    });
    expect(selects?.({ namespace: 'shop', labels: { app: 'web' } })).toBe(true);
    expect(selects?.({ namespace: 'shop', labels: { app: 'db' } })).toBe(false);
  });

  test.each([
    [{ metadata }, { headless: true, terminating: false, labels: {}, addressTypes: ['IPv4', 'IPv6'] }],
    [{ metadata, spec: null }, { headless: true }],
    [{ metadata: { ...metadata, deletionTimestamp: null, labels: null } }, { terminating: false, labels: {} }],
    [{ metadata: { ...metadata, deletionTimestamp: '2026-01-02T03:04:05Z' } }, { terminating: true }],
  ])('reads of %j %j', (service, facts) => {
    expect(read(service)).toMatchObject(facts);
  });

  test('chooses pods unless it has no selector or is of type ExternalName', () => {
    expect(read({ metadata, spec: {} }).selects).toBeUndefined();
    expect(read({ metadata, spec: { selector: null } }).selects).toBeUndefined();
    expect(read({ metadata, spec: { selector: { a: 'b' }, type: 'ExternalName' } }).selects).toBeUndefined();
    expect(read({ metadata, spec: { selector: { a: 'b' }, type: 'ClusterIP' } }).selects).toBeDefined();
    expect(read({ metadata, spec: { selector: {} } }).selects?.({ namespace: 'shop' })).toBe(true);
    expect(read({ metadata, spec: { selector: {} } }).selects?.({ namespace: 'other' })).toBe(false);
  });

  test.each([
    [5, 'service must be an object, got 5'],
    [{}, 'service.metadata must be an object, got undefined'],
    [{ metadata: { ...metadata, name: '' } }, 'service.metadata.name must be a non-empty string, got ""'],
    [{ metadata: { ...metadata, namespace: 5 } }, 'service.metadata.namespace must be a non-empty string, got 5'],
    [{ metadata: { ...metadata, uid: null } }, 'service.metadata.uid must be a non-empty string, got null'],
    [{ metadata: { ...metadata, labels: [] } }, 'service.metadata.labels must be an object, got an array'],
    [{ metadata, spec: 5 }, 'service.spec must be an object, got 5'],
    [{ metadata, spec: { clusterIP: 5 } }, 'service.spec.clusterIP must be a string, got 5'],
    [{ metadata, spec: { ipFamilies: 'IPv4' } }, 'service.spec.ipFamilies must be an array, got "IPv4"'],
    [{ metadata, spec: { selector: 5 } }, 'service.spec.selector must be an object, got 5'],
    [{ metadata, spec: { selector: { app: 5 } } }, 'service.spec.selector.app must be a string, got 5'],
    [{ metadata, spec: { ports: {} } }, 'service.spec.ports must be an array, got an object'],
    [{ metadata, spec: { ports: [{ port: 1 }, 5] } }, 'service.spec.ports[1] must be an object, got 5'],
    [{ metadata, spec: { ports: [{ port: 1, name: 5 }] } }, 'service.spec.ports[0].name must be a string, got 5'],
    [
      { metadata, spec: { ports: [{ port: 1, protocol: 5 }] } },
      'service.spec.ports[0].protocol must be a string, got 5',
    ],
    [
      { metadata, spec: { ports: [{ port: 1, appProtocol: 5 }] } },
      'service.spec.ports[0].appProtocol must be a string, got 5',
    ],
    [
      { metadata, spec: { ports: [{ port: 1 }, {}] } },
      'service.spec.ports[1].port must be a whole number, got undefined',
    ],
    [{ metadata, spec: { ports: [{ port: 1.5 }] } }, 'service.spec.ports[0].port must be a whole number, got 1.5'],
    [
      { metadata, spec: { ports: [{ port: 1, targetPort: true }] } },
      'service.spec.ports[0].targetPort must be a whole number or a name, got true',
    ],
    [
      { metadata, spec: { ports: [{ port: 1, targetPort: {} }] } },
      'service.spec.ports[0].targetPort must be a whole number or a name, got an object',
    ],
    [
      { metadata, spec: { ports: [{ port: 1, targetPort: { value: 0.5 } }] } },
      'service.spec.ports[0].targetPort must be a whole number or a name, got 0.5',
    ],
  ])('refuses %j, and says where', (service, message) => {
    expect(() => read(service)).toThrow(new TypeError(`caller: ${message}`));
  });

  test.each([
    [{ port: 80 }],
    [{ port: 80, targetPort: 'web' }],
    [{ port: 80, targetPort: 8080 }],
    [{ port: 80, targetPort: null }],
    [{ port: 80, targetPort: { value: 'web' } }],
    [{ port: 80, targetPort: { value: 8080 } }],
    [{ port: 80, name: null, protocol: null, appProtocol: null }],
  ])('takes the port %j', (port) => {
    expect(() => read({ metadata, spec: { ports: [port] } })).not.toThrow();
  });
});
