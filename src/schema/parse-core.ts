import type * as z from 'zod';
import type { CoreEndpointsLike, NodeLike, PodLike, ServiceLike } from '../model/core.ts';
import { explainShape } from './explain-shape.ts';
import { typeInvalid } from '../decode/issue.ts';
import type { ParseResult } from './parse-result.ts';
import { endpointsShape, nodeShape, podShape, serviceShape } from './shapes.ts';
import { startSnapshots } from '../decode/snapshot.ts';

/**
 * Takes any value for a Service: the parts that this library reads, or every one of them that has another JSON type.
 *
 * Only the shape is looked at, not the rules that the API server has for Services. Never throws; cost: linear.
 *
 * @see k8s.io/api/core/v1 Service
 * @example
 * const parsed = parseService({ spec: { ports: [{ name: 'http', port: '80' }] } });
 * parsed.ok ? [] : parsed.issues.map(({ path, detail }) => `${path} ${detail}`)
 * // => ['spec.ports[0].port must be a whole number of 32 bits, got "80"']
 */
export function parseService(input: unknown): ParseResult<ServiceLike> {
  return parseShape<ServiceLike>(serviceShape, input);
}

/**
 * Takes any value for a Pod: the parts that this library reads, or every one of them that has another JSON type.
 *
 * Only the shape is looked at, not the rules that the API server has for Pods. Never throws; cost: linear.
 *
 * @see k8s.io/api/core/v1 Pod
 * @example
 * const parsed = parsePod({ status: { podIPs: ['10.0.0.1'] } });
 * parsed.ok ? [] : parsed.issues.map(({ path, detail }) => `${path} ${detail}`)
 * // => ['status.podIPs[0] must be an object, got "10.0.0.1"']
 */
export function parsePod(input: unknown): ParseResult<PodLike> {
  return parseShape<PodLike>(podShape, input);
}

/**
 * Takes any value for a Node: the parts that this library reads, or every one of them that has another JSON type.
 *
 * Only the shape is looked at, not the rules that the API server has for Nodes. Never throws; cost: linear.
 *
 * @see k8s.io/api/core/v1 Node
 * @example
 * const parsed = parseNode({ metadata: { name: 'node-1', labels: { rack: 7 } } });
 * parsed.ok ? [] : parsed.issues.map(({ path, detail }) => `${path} ${detail}`)
 * // => ['metadata.labels.rack must be a string, got 7']
 */
export function parseNode(input: unknown): ParseResult<NodeLike> {
  return parseShape<NodeLike>(nodeShape, input);
}

/**
 * Takes any value for a core/v1 Endpoints object: the parts that this library reads, or every one of them that has another
 * JSON type.
 *
 * Only the shape is looked at, not the rules that the API server has for Endpoints. Never throws; cost: linear.
 *
 * @see k8s.io/api/core/v1 Endpoints
 * @example
 * parseEndpoints({ metadata: { name: 'web' }, subsets: null }).ok // => true
 * const parsed = parseEndpoints({ subsets: [{ addresses: [{}] }] });
 * parsed.ok ? [] : parsed.issues.map(({ type, path }) => `${type} ${path}`)
 * // => ['Required subsets[0].addresses[0].ip']
 */
export function parseEndpoints(input: unknown): ParseResult<CoreEndpointsLike> {
  return parseShape<CoreEndpointsLike>(endpointsShape, input);
}

function parseShape<Value>(shape: z.ZodType, input: unknown): ParseResult<Value> {
  const snapshot = startSnapshots().take(input);
  try {
    const parsed = shape.safeParse(snapshot);
    if (parsed.success) return { ok: true, value: parsed.data as Value, warnings: [] };
    return { ok: false, issues: explainShape(shape, snapshot) };
  } catch {
    // Of a snapshot only the objects that print themselves as times are still the caller's.
    return { ok: false, issues: [typeInvalid('', 'must be an object that stays as it is while it is read')] };
  }
}
