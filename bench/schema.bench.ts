import { parseEndpointSlice, validateEndpointSlice } from 'endpointslice/schema';
import * as z from 'zod';
import type { BenchCase } from './measure.ts';

const endpointCount = 1000;

/** A slice as full as it may be; every tenth endpoint is wrong as `flaw` says. */
function makeSlice(flaw: 'none' | 'address' | 'type'): unknown {
  const endpoints = Array.from({ length: endpointCount }, (_, index) => {
    const isWrong = index % 10 === 0;
    return {
      addresses: [`10.0.${index >> 8}.${index & 255}${isWrong && flaw === 'address' ? '.1' : ''}`],
      conditions: { ready: true, serving: true, terminating: false },
      targetRef: { kind: 'Pod', namespace: 'shop', name: `web-${index}`, uid: `3f6b2c9e-0000-4000-8000-${index}` },
      nodeName: isWrong && flaw === 'type' ? index : `node-${index % 50}`,
      zone: `zone-${index % 3}`,
      hints: { forZones: [{ name: `zone-${index % 3}` }] },
    };
  });
  const slice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: 'web-x7k2p',
      namespace: 'shop',
      labels: { 'kubernetes.io/service-name': 'web' },
      ownerReferences: [{ apiVersion: 'v1', kind: 'Service', name: 'web', uid: 'u', controller: true }],
    },
    addressType: 'IPv4',
    endpoints,
    ports: [{ name: 'http', protocol: 'TCP', port: 8080 }],
  };
  // As off the wire: every text of its own, every object of one shape.
  return JSON.parse(JSON.stringify(slice));
}

const text = z.string().nullish();
const flag = z.boolean().nullish();
const textMap = z.record(z.string(), z.string()).nullish();
const named = z.array(z.object({ name: z.string() })).nullish();

/** A plain schema of the same shape: JSON types, counts, enumerations; of the rules it has that for IPv4 addresses alone. */
const plainSchema = z.object({
  apiVersion: text,
  kind: text,
  metadata: z.object({
    name: text,
    generateName: text,
    namespace: text,
    uid: text,
    resourceVersion: text,
    generation: z.int().nullish(),
    labels: textMap,
    annotations: textMap,
    ownerReferences: z
      .array(
        z.object({ apiVersion: z.string(), kind: z.string(), name: z.string(), uid: z.string(), controller: flag }),
      )
      .nullish(),
  }),
  addressType: z.enum(['IPv4', 'IPv6', 'FQDN']),
  endpoints: z
    .array(
      z.object({
        addresses: z.array(z.ipv4()).min(1).max(100),
        conditions: z.object({ ready: flag, serving: flag, terminating: flag }).nullish(),
        hostname: text,
        targetRef: z.object({ kind: text, namespace: text, name: text, uid: text, apiVersion: text }).nullish(),
        deprecatedTopology: textMap,
        nodeName: text,
        zone: text,
        hints: z.object({ forZones: named, forNodes: named }).nullish(),
      }),
    )
    .max(1000)
    .nullish(),
  ports: z
    .array(
      z.object({ name: text, protocol: z.enum(['TCP', 'UDP', 'SCTP']), port: z.int().nullish(), appProtocol: text }),
    )
    .max(20000)
    .nullish(),
});

/** Reads every field that validation has to read, and the length of every text. */
function walk(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 1;
  let sum = 0;
  if (Array.isArray(value)) for (const item of value) sum += walk(item);
  else for (const key in value) sum += walk((value as { readonly [key: string]: unknown })[key]);
  return sum;
}

/** Validation of a slice of 1000 endpoints, valid and not, against a plain zod schema, and against walking it. */
export function schemaCases(): BenchCase[] {
  const againstSchema = (
    flaw: 'none' | 'address' | 'type',
    name: string,
    validate: (slice: unknown) => number,
  ): BenchCase => ({
    name,
    unit: 'endpoint',
    size: endpointCount,
    make: () => {
      const slice = makeSlice(flaw);
      return {
        unitCount: endpointCount,
        run: () => validate(slice),
        check: (issueCount) => {
          const wanted = flaw === 'none' ? 0 : endpointCount / 10;
          if (issueCount !== wanted) throw new Error(`${String(issueCount)} issues, not ${wanted}`);
        },
        baseline: { name: 'plain zod schema', run: () => plainSchema.safeParse(slice).success },
        ...(flaw === 'type' ? {} : { reference: { part: 'validateCreate', input: { slice } } }),
      };
    },
  });
  const validate = (slice: unknown): number => validateEndpointSlice(slice).length;
  const parse = (slice: unknown): number => {
    const parsed = parseEndpointSlice(slice);
    return parsed.ok ? 0 : parsed.issues.length;
  };
  return [
    againstSchema('none', 'validate, valid', validate),
    againstSchema('address', 'validate, a tenth of the addresses wrong', validate),
    againstSchema('type', 'validate, a tenth of the node names no text', validate),
    againstSchema('none', 'parse, valid', parse),
    againstSchema('address', 'parse, a tenth of the addresses wrong', parse),
    {
      name: 'validate, valid, against walking it',
      unit: 'endpoint',
      size: endpointCount,
      make: () => {
        const slice = makeSlice('none');
        return {
          unitCount: endpointCount,
          run: () => validate(slice),
          check: (issueCount) => {
            if (issueCount !== 0) throw new Error(`${String(issueCount)} issues`);
          },
          baseline: { name: 'reading every field', run: () => walk(slice) },
        };
      },
    },
  ];
}
