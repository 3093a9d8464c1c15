/** Parses any value as a Service, Pod, Node or Endpoints object, in the parts that this library uses. */

import type * as z from 'zod';
import type { CoreEndpointsLike, NodeLike, PodLike, ServiceLike } from '../model/core.ts';
import { explainShape } from './explain-shape.ts';
import { typeInvalid } from '../decode/issue.ts';
import type { ParseResult } from './parse-result.ts';
import { endpointsShape, nodeShape, podShape, serviceShape } from './shapes.ts';
import { startSnapshots } from '../decode/snapshot.ts';

/**
 * Parses any value as a Service: returns the parts that this library reads, or an issue for each of them that has another
 * JSON type.
 *
 * Checks the shape only, not the API server's rules for Services. Never throws; cost: linear.
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
 * Parses any value as a Pod: returns the parts that this library reads, or an issue for each of them that has another JSON
 * type.
 *
 * Checks the shape only, not the API server's rules for Pods. Never throws; cost: linear.
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
 * Parses any value as a Node: returns the parts that this library reads, or an issue for each of them that has another JSON
 * type.
 *
 * Checks the shape only, not the API server's rules for Nodes. Never throws; cost: linear.
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
 * Parses any value as a core/v1 Endpoints object: returns the parts that this library reads, or an issue for each of them
 * that has another JSON type.
 *
 * Checks the shape only, not the API server's rules for Endpoints. Never throws; cost: linear.
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
    // Objects that print themselves as times are the only parts of a snapshot that are still the caller's.
    return { ok: false, issues: [typeInvalid('', 'must be an object that stays as it is while it is read')] };
  }
}
