import * as z from 'zod';
import { canBeTime, isInt64, isTime } from '../decode/read-fields.ts';
import { isRecord } from '../internal/plain-object.ts';

/**
 * The shapes of the objects that the library reads, as zod schemas. `message`s are what a value must be; `explainShape`
 * adds what it is instead.
 *
 * Nothing here leaves this folder: the types that callers see are written by hand.
 */

const text = z.string({ error: 'must be a string' });
const flag = z.boolean({ error: 'must be true or false' });
const int32 = z.int32({ error: 'must be a whole number of 32 bits' });
const integer = z.custom(isInt64, { error: 'must be a whole number of 64 bits' });
const time = z.custom((value) => (typeof value === 'string' ? isTime(value) : canBeTime(value)), {
  error: 'must be an RFC 3339 time',
});
const json = z.json();
const textMap = mapOf(text.nullish());

type Shape = { readonly [field: string]: z.ZodType };

/** Makes objects strict or not: in strict mode a field that the API does not know is an issue. */
interface ShapeMaker {
  object(shape: Shape): z.ZodType;
}

const LENIENT: ShapeMaker = { object: (shape) => z.object(shape, { error: 'must be an object' }) };
const STRICT: ShapeMaker = { object: (shape) => z.strictObject(shape, { error: 'must be an object' }) };

/** An object with any keys. Not `z.record`, which passes over a key `__proto__`: an entry like any other, in JSON. */
function mapOf(entry: z.ZodType): z.ZodType {
  return z.unknown().check((context) => {
    const { value } = context;
    if (!isRecord(value)) {
      context.issues.push({ code: 'custom', input: value, message: 'must be an object' });
      return;
    }
    for (const key of Object.keys(value)) {
      for (const { message } of entry.safeParse(value[key]).error?.issues ?? []) {
        context.issues.push({ code: 'custom', input: value[key], path: [key], message });
      }
    }
  });
}

function list(item: z.ZodType): z.ZodType {
  return z.array(item, { error: 'must be a list' }).nullish();
}

function metadataShape(make: ShapeMaker): z.ZodType {
  const ownerReference = make.object({
    apiVersion: text.nullish(),
    kind: text.nullish(),
    name: text.nullish(),
    uid: text.nullish(),
    controller: flag.nullish(),
    blockOwnerDeletion: flag.nullish(),
  });
  const managedFields = make.object({
    manager: text.nullish(),
    operation: text.nullish(),
    apiVersion: text.nullish(),
    time: time.nullish(),
    fieldsType: text.nullish(),
    fieldsV1: z.custom((value) => json.safeParse(value).success, { error: 'must be JSON' }).optional(),
    subresource: text.nullish(),
  });
  return make.object({
    name: text.nullish(),
    generateName: text.nullish(),
    namespace: text.nullish(),
    selfLink: text.nullish(),
    uid: text.nullish(),
    resourceVersion: text.nullish(),
    generation: integer.nullish(),
    creationTimestamp: time.nullish(),
    deletionTimestamp: time.nullish(),
    deletionGracePeriodSeconds: integer.nullish(),
    labels: textMap.nullish(),
    annotations: textMap.nullish(),
    ownerReferences: list(ownerReference.nullish()),
    finalizers: list(text.nullish()),
    managedFields: list(managedFields.nullish()),
  });
}

function objectReferenceShape(make: ShapeMaker): z.ZodType {
  return make.object({
    kind: text.nullish(),
    namespace: text.nullish(),
    name: text.nullish(),
    uid: text.nullish(),
    apiVersion: text.nullish(),
    resourceVersion: text.nullish(),
    fieldPath: text.nullish(),
  });
}

function portShape(make: ShapeMaker): z.ZodType {
  return make.object({
    name: text.nullish(),
    protocol: text.nullish(),
    port: int32.nullish(),
    appProtocol: text.nullish(),
  });
}

/** An EndpointSlice in two parts: the slice, whose endpoints may be anything, and a list of endpoints. */
export interface SliceShapes {
  readonly slice: z.ZodType;
  readonly endpoints: z.ZodType;
}

function makeSliceShapes(make: ShapeMaker, ownEndpointFields: Shape): SliceShapes {
  const named = list(make.object({ name: text.nullish() }).nullish());
  const endpoint = make.object({
    addresses: list(text.nullish()),
    conditions: make.object({ ready: flag.nullish(), serving: flag.nullish(), terminating: flag.nullish() }).nullish(),
    hostname: text.nullish(),
    targetRef: objectReferenceShape(make).nullish(),
    nodeName: text.nullish(),
    hints: make.object({ forZones: named, forNodes: named }).nullish(),
    ...ownEndpointFields,
  });
  const slice = make.object({
    apiVersion: text.nullish(),
    kind: text.nullish(),
    metadata: metadataShape(make).nullish(),
    addressType: text.nullish(),
    endpoints: list(z.unknown()),
    ports: list(portShape(make).nullish()),
  });
  return { slice, endpoints: list(endpoint.nullish()) };
}

const V1_FIELDS: Shape = { deprecatedTopology: textMap.nullish(), zone: text.nullish() };
const V1BETA1_FIELDS: Shape = { topology: textMap.nullish() };

const SLICE_SHAPES = {
  v1: { lenient: makeSliceShapes(LENIENT, V1_FIELDS), strict: makeSliceShapes(STRICT, V1_FIELDS) },
  v1beta1: { lenient: makeSliceShapes(LENIENT, V1BETA1_FIELDS), strict: makeSliceShapes(STRICT, V1BETA1_FIELDS) },
};

/** The shapes of an EndpointSlice in one version of the API. */
export function sliceShapes(version: 'v1' | 'v1beta1', strict: boolean): SliceShapes {
  return SLICE_SHAPES[version][strict ? 'strict' : 'lenient'];
}

const metadata = metadataShape(LENIENT).nullish();
const intOrText = z
  .custom((value) => typeof value === 'string' || int32.safeParse(value).success || isWrapped(value), {
    error: 'must be a whole number or a string',
  })
  .nullish();

/** The form that construct libraries give to numbers that may be texts. */
function isWrapped(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('value' in value)) return false;
  return typeof value.value === 'string' || int32.safeParse(value.value).success;
}

/** The parts of `v1` Service that are read. */
export const serviceShape: z.ZodType = LENIENT.object({
  metadata,
  spec: LENIENT.object({
    type: text.nullish(),
    selector: textMap.nullish(),
    clusterIP: text.nullish(),
    ipFamilies: list(text),
    ports: list(
      LENIENT.object({
        name: text.nullish(),
        protocol: text.nullish(),
        port: int32,
        targetPort: intOrText,
        appProtocol: text.nullish(),
        nodePort: int32.nullish(),
      }),
    ),
    publishNotReadyAddresses: flag.nullish(),
    trafficDistribution: text.nullish(),
    internalTrafficPolicy: text.nullish(),
    externalTrafficPolicy: text.nullish(),
    externalIPs: list(text),
  }).nullish(),
  status: LENIENT.object({
    loadBalancer: LENIENT.object({
      ingress: list(LENIENT.object({ ip: text.nullish(), hostname: text.nullish(), ipMode: text.nullish() })),
    }).nullish(),
  }).nullish(),
});

const containers = list(
  LENIENT.object({
    name: text.nullish(),
    ports: list(LENIENT.object({ name: text.nullish(), containerPort: int32, protocol: text.nullish() })),
    restartPolicy: text.nullish(),
  }),
);

const conditions = list(LENIENT.object({ type: text, status: text, lastTransitionTime: time.nullish() }));

/** The parts of `v1` Pod that are read. */
export const podShape: z.ZodType = LENIENT.object({
  metadata,
  spec: LENIENT.object({
    nodeName: text.nullish(),
    hostname: text.nullish(),
    subdomain: text.nullish(),
    containers,
    initContainers: containers,
  }).nullish(),
  status: LENIENT.object({
    phase: text.nullish(),
    podIP: text.nullish(),
    podIPs: list(LENIENT.object({ ip: text.nullish() })),
    conditions,
  }).nullish(),
});

const quantities = mapOf(z.union([z.string(), z.number()], { error: 'must be a quantity' }).nullish());

/** The parts of `v1` Node that are read. */
export const nodeShape: z.ZodType = LENIENT.object({
  metadata,
  status: LENIENT.object({ allocatable: quantities.nullish(), conditions }).nullish(),
});

const coreAddresses = list(
  LENIENT.object({
    ip: text,
    hostname: text.nullish(),
    nodeName: text.nullish(),
    targetRef: objectReferenceShape(LENIENT).nullish(),
  }),
);

/** The parts of `v1` Endpoints that are read. */
export const endpointsShape: z.ZodType = LENIENT.object({
  metadata,
  subsets: list(
    LENIENT.object({ addresses: coreAddresses, notReadyAddresses: coreAddresses, ports: list(portShape(LENIENT)) }),
  ),
});
