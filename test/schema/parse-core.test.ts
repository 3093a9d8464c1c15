import { parseEndpoints, parseNode, type ParseResult, parsePod, parseService } from 'endpointslice/schema';
import { describe, expect, test } from 'vitest';

function issuesOf(result: ParseResult<unknown>): string[] {
  return result.ok ? [] : result.issues.map(({ type, path, detail }) => `${type} ${path}: ${detail}`);
}

describe('parseService', () => {
  const service = {
    apiVersion: 'v1',
    metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' }, creationTimestamp: null },
    spec: {
      type: 'ClusterIP',
      selector: { app: 'web' },
      clusterIP: '10.0.0.1',
      clusterIPs: ['10.0.0.1'],
      ipFamilies: ['IPv4'],
      ports: [
        { name: 'http', port: 80, targetPort: 'http' },
        { port: 81, targetPort: 8081 },
        { port: 82, targetPort: { value: 1 } },
      ],
    },
    status: { loadBalancer: {} },
  };

  test('returns the parts that are read, copied', () => {
    const result = parseService(service);
    const { clusterIPs: _clusterIPs, ...spec } = service.spec;
    expect(result.ok && result.value).toEqual({ metadata: service.metadata, spec, status: service.status });
    expect(result.ok && result.value.spec?.ports).not.toBe(service.spec.ports);
  });

  test('reports each part of another type, and each that is missing', () => {
    expect(
      issuesOf(
        parseService({
          spec: { ports: [{}, { port: null }, { port: '1', targetPort: 1.5 }], selector: { a: 1 }, ipFamilies: [4] },
        }),
      ),
    ).toEqual([
      'TypeInvalid spec.selector.a: must be a string, got 1',
      'TypeInvalid spec.ipFamilies[0]: must be a string, got 4',
      'Required spec.ports[0].port: must be a whole number of 32 bits',
      'Required spec.ports[1].port: must be a whole number of 32 bits',
      'TypeInvalid spec.ports[2].port: must be a whole number of 32 bits, got "1"',
      'TypeInvalid spec.ports[2].targetPort: must be a whole number or a string, got 1.5',
    ]);
  });
});

describe('parsePod', () => {
  test('takes a pod, times as text or Date', () => {
    for (const lastTransitionTime of ['2026-01-02T03:04:05Z', new Date(0), null]) {
      const pod = {
        metadata: { name: 'p' },
        spec: { containers: [{ name: 'c', ports: [{ containerPort: 80 }] }], initContainers: null },
        status: { podIPs: [{ ip: '10.0.0.1' }], conditions: [{ type: 'Ready', status: 'True', lastTransitionTime }] },
      };
      expect(issuesOf(parsePod(pod))).toEqual([]);
    }
  });

  test('reports each part of another type', () => {
    expect(
      issuesOf(
        parsePod({
          spec: { containers: [{ ports: [{ containerPort: '80' }] }] },
          status: { conditions: [{ type: 'Ready', lastTransitionTime: 'now' }] },
        }),
      ),
    ).toEqual([
      'TypeInvalid spec.containers[0].ports[0].containerPort: must be a whole number of 32 bits, got "80"',
      'Required status.conditions[0].status: must be a string',
      'TypeInvalid status.conditions[0].lastTransitionTime: must be an RFC 3339 time, got "now"',
    ]);
  });
});

describe('parseNode', () => {
  test('reports each part of another type', () => {
    expect(issuesOf(parseNode({ metadata: { labels: { a: 'b' } }, status: { allocatable: { cpu: '4' } } }))).toEqual(
      [],
    );
    expect(issuesOf(parseNode({ status: { allocatable: { cpu: 4, memory: [] } } }))).toEqual([
      'TypeInvalid status.allocatable.memory: must be a quantity, got an array',
    ]);
  });
});

describe('parseEndpoints', () => {
  test('reports each part of another type', () => {
    const subsets = [
      { addresses: [{ ip: '10.0.0.1', targetRef: { name: 'p' } }], notReadyAddresses: null, ports: [{ port: 80 }] },
    ];
    expect(issuesOf(parseEndpoints({ metadata: { name: 'web' }, subsets }))).toEqual([]);
    expect(issuesOf(parseEndpoints({ subsets: [{ addresses: [{ ip: 5 }], ports: {} }] }))).toEqual([
      'TypeInvalid subsets[0].addresses[0].ip: must be a string, got 5',
      'TypeInvalid subsets[0].ports: must be a list, got an object',
    ]);
  });

  test('is not fooled by values that cannot be read', () => {
    const cyclic: { subsets?: unknown } = {};
    cyclic.subsets = [cyclic];
    expect(issuesOf(parseEndpoints(cyclic))).toEqual([
      'TypeInvalid subsets[0]: must be an object, got a value that cannot be read',
    ]);
    const throwing = {
      get subsets(): never {
        throw new Error('no');
      },
    };
    expect(issuesOf(parseEndpoints(throwing))).toEqual([
      'TypeInvalid subsets: must be a list, got a value that cannot be read',
    ]);
  });
});
