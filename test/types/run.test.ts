import { ObjectSerializer } from '@kubernetes/client-node/dist/gen/models/ObjectSerializer.js';
import { parseEndpointSlice, parseEndpoints, parseNode, parsePod, parseService } from 'endpointslice/schema';
import { kind } from 'kubernetes-fluent-client';
import { EndpointSlice as ModelSlice } from 'kubernetes-models/discovery.k8s.io/v1';
import { Node as ModelNode, Pod as ModelPod, Service as ModelService } from 'kubernetes-models/v1';
import { describe, expect, test } from 'vitest';
import { takeCluster, takeObjects, takeSlice } from './accepts.ts';
import { passClientNode } from './client-node-2.ts';
import json from './cluster.json' with { type: 'json' };
import { passFluent } from './fluent-client.ts';
import { passModels } from './kubernetes-models.ts';
import { passTypes, type TypesObjects } from './kubernetes-types.ts';
import { passJsonModule, passLiterals } from './raw-json.ts';
import { createsOf } from '../support/writes.ts';

/** The second slice, which has null where client libraries would not have it, is for raw JSON alone. */
const cluster = { ...json, slices: json.slices.slice(0, 1) };
const endpoints = { metadata: { name: 'web' }, subsets: [{ addresses: [{ ip: '10.0.0.1' }], ports: [{ port: 80 }] }] };

/** What the same functions make of plain JSON: the planned slices and the copied ones, times as text. */
const wanted: unknown = asJson([
  ...cluster.slices.map((slice) => takeSlice(slice)),
  ...createsOf(takeCluster(cluster).plan).map(({ slice }) => slice),
  takeSlice({ addressType: 'IPv4' }),
]);

function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (key, field: unknown) =>
    key === 'creationTimestamp' && typeof field === 'string' ? new Date(field).getTime() : field,
  );
}

/** The objects as @kubernetes/client-node 2 reads them off the wire. */
function readClientNode<Value>(value: unknown, type: string): Value {
  return ObjectSerializer.deserialize(value, type, '') as Value;
}

describe('objects of client libraries', () => {
  const clientNode = {
    service: readClientNode<never>(cluster.service, 'V1Service'),
    pods: cluster.pods.map((pod) => readClientNode<never>(pod, 'V1Pod')),
    nodes: cluster.nodes.map((node) => readClientNode<never>(node, 'V1Node')),
    slices: cluster.slices.map((slice) => readClientNode<never>(slice, 'V1EndpointSlice')),
    endpoints: readClientNode<never>(endpoints, 'V1Endpoints'),
  };

  test('of @kubernetes/client-node 2 do what plain JSON does', () => {
    expect((clientNode.slices[0] as unknown as object).constructor.name).toBe('V1EndpointSlice');
    expect(asJson(passClientNode(clientNode))).toEqual(wanted);
    expect(asJson(takeObjects(clientNode))).toEqual(asJson(takeObjects({ ...cluster, endpoints })));
  });

  test('of kubernetes-models do what plain JSON does', () => {
    const models = {
      service: new ModelService(cluster.service as never),
      pods: cluster.pods.map((pod) => new ModelPod(pod as never)),
      nodes: cluster.nodes.map((node) => new ModelNode(node as never)),
      slices: cluster.slices.map((slice) => new ModelSlice(slice as never)),
      endpoints: { ...endpoints, apiVersion: 'v1' as const, kind: 'Endpoints' as const },
    };
    // One slice more: that of the metadata that is handed over apart.
    expect((asJson(passModels(models, {})) as unknown[]).slice(0, -1)).toEqual(wanted);
  });

  test('of kubernetes-fluent-client do what plain JSON does', () => {
    const fluent = {
      service: Object.assign(new kind.Service(), clientNode.service),
      pods: clientNode.pods.map((pod) => Object.assign(new kind.Pod(), pod)),
      nodes: clientNode.nodes.map((node) => Object.assign(new kind.Node(), node)),
      slices: clientNode.slices.map((slice) => Object.assign(new kind.EndpointSlice(), slice)),
      endpoints: Object.assign(new kind.Endpoints(), endpoints),
    };
    expect(asJson(passFluent(fluent))).toEqual(wanted);
    expect(asJson(takeObjects(fluent))).toEqual(asJson(takeObjects({ ...cluster, endpoints })));
  });

  test('of kubernetes-types, which are plain JSON, and of JSON modules go through', () => {
    expect(asJson(passTypes({ ...cluster, endpoints } as unknown as TypesObjects))).toEqual(wanted);
    expect(passJsonModule()).toHaveLength(3);
    expect(passLiterals().metadata.name).toBe('web-1');
  });

  test('are taken by the parsers', () => {
    for (const slice of [...clientNode.slices, ...json.slices, new ModelSlice(cluster.slices[0] as never)]) {
      const parsed = parseEndpointSlice(slice);
      // The recorded slice lacks nothing but a better address of the pod that is gone.
      expect(parsed.ok || parsed.issues).toBe(true);
    }
    expect(parseService(clientNode.service).ok).toBe(true);
    for (const pod of clientNode.pods) expect(parsePod(pod).ok).toBe(true);
    for (const node of clientNode.nodes) expect(parseNode(node).ok).toBe(true);
    expect(parseEndpoints(clientNode.endpoints).ok).toBe(true);
  });
});
