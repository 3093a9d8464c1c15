import { EndlessError, TrapError } from '../support/hostile-values.ts';

/** What a result, or a part of it, must look like; tells of each place where it does not. */
export type Shape = (value: unknown, at: string, tell: (fault: string) => void) => void;

type Fields = { readonly [field: string]: unknown };

/** Whether what is looked at is the caller's own. */
let isLoose = false;

function shape(wanted: string, fits: (value: unknown) => boolean): Shape {
  return (value, at, tell) => {
    if (!fits(value)) tell(`${at} is not ${wanted}`);
  };
}

export const text: Shape = shape('a text', (value) => typeof value === 'string');
export const flag: Shape = shape('true or false', (value) => typeof value === 'boolean');
export const number: Shape = shape('a finite number', Number.isFinite);
export const count: Shape = shape('a count', (value) => Number.isSafeInteger(value) && (value as number) >= 0);
/** A port number as it is in a slice, which may be wrong, but is whole. */
export const whole: Shape = shape('a whole number', Number.isInteger);
export const nothing: Shape = shape('undefined', (value) => value === undefined);
/** What the caller handed in and gets back, or what is handed on as it was: not taken apart. */
export const own: Shape = () => undefined;
/** An object of the caller's. */
export const ownObject: Shape = shape('an object', (value) => typeof value === 'object' && value !== null);
export function oneOf(...texts: readonly string[]): Shape {
  return shape(`one of ${texts.join(', ')}`, (value) => typeof value === 'string' && texts.includes(value));
}

export function maybe(inner: Shape): Shape {
  return (value, at, tell) => {
    if (value !== undefined && !(isLoose && value === null)) inner(value, at, tell);
  };
}

export function list(item: Shape): Shape {
  return (value, at, tell) => {
    if (!Array.isArray(value)) tell(`${at} is not a list`);
    // An index loop: a gap is an item that is wrong.
    else for (let index = 0; index < value.length; index += 1) item(value[index], `${at}[]`, tell);
  };
}

export function mapOf(entry: Shape): Shape {
  return (value, at, tell) => {
    if (!isPlain(value)) tell(`${at} is not a plain object`);
    else for (const key of Object.keys(value)) entry(value[key], `${at}{}`, tell);
  };
}

/** A JavaScript Map from text. */
export function textKeyed(entry: Shape): Shape {
  return (value, at, tell) => {
    if (!(value instanceof Map)) {
      tell(`${at} is not a Map`);
      return;
    }
    for (const [key, held] of value as ReadonlyMap<unknown, unknown>) {
      text(key, `${at} key`, tell);
      entry(held, `${at}{}`, tell);
    }
  };
}

/** A plain object: fields that are named must be as they should, others must be data, or what `others` says. */
export function record(fields: { readonly [field: string]: Shape }, others: Shape = data): Shape {
  return (value, at, tell) => {
    if (!isPlain(value)) {
      tell(`${at} is not a plain object`);
      return;
    }
    for (const field of Object.keys(fields)) (fields[field] as Shape)(value[field], `${at}.${field}`, tell);
    for (const key of Object.keys(value)) {
      if (!isLoose && !Object.hasOwn(fields, key)) others(value[key], `${at}.${key}`, tell);
    }
  };
}

/** Anything that JSON can hold. */
export const data: Shape = jsonWhere(() => false);

/** The same, where a time may be an object that prints itself. */
export const timedData: Shape = jsonWhere(isTime);

function isTime(value: object): boolean {
  return 'toISOString' in value && typeof value.toISOString === 'function';
}

function jsonWhere(isAllowed: (value: object) => boolean): Shape {
  const json: Shape = (value, at, tell) => {
    if (typeof value === 'object' && value !== null) {
      if (isAllowed(value)) return;
      if (Array.isArray(value)) list(json)(value, at, tell);
      else mapOf(json)(value, at, tell);
    } else if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') {
      tell(`${at} is ${typeof value}`);
    } else if (typeof value === 'number' && !Number.isFinite(value)) tell(`${at} is ${value}`);
  };
  return json;
}

/** The same, where any object will do for a plain one, `null` for absent, and some may not be looked at: for what the caller handed in and gets back. */
export function loosely(inner: Shape): Shape {
  return (value, at, tell) => {
    isLoose = true;
    try {
      inner(value, at, tell);
    } catch (error) {
      if (!(error instanceof TrapError)) throw error;
    } finally {
      isLoose = false;
    }
  };
}

function isPlain(value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  if (isLoose) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** An object of the API: fields that the library does not know are handed on as they were. */
function apiObject(fields: { readonly [field: string]: Shape }): Shape {
  return record(fields, own);
}

/** Everything that is wrong with a result. */
export function faultsOf(result: unknown, wanted: Shape): string[] {
  const faults = new Set<string>();
  try {
    wanted(result, 'result', (fault) => faults.add(fault));
  } catch (error) {
    // A planted value that is in the result can throw when it is looked at.
    faults.add(error instanceof EndlessError ? 'result is endless' : `result cannot be looked at: ${String(error)}`);
  }
  return [...faults];
}

// The library's own nouns.

const labels = mapOf(text);

const ownerReference = apiObject({
  apiVersion: text,
  kind: text,
  name: text,
  uid: text,
  controller: maybe(flag),
  blockOwnerDeletion: maybe(flag),
});

const metadata = apiObject({
  name: maybe(text),
  generateName: maybe(text),
  namespace: maybe(text),
  uid: maybe(text),
  resourceVersion: maybe(text),
  generation: maybe(whole),
  labels: maybe(labels),
  annotations: maybe(labels),
  ownerReferences: maybe(list(ownerReference)),
  // Not of the type, but handed on.
  creationTimestamp: own,
  deletionTimestamp: own,
  deletionGracePeriodSeconds: own,
  finalizers: own,
  managedFields: own,
  selfLink: own,
});

export const objectReference = apiObject({
  kind: maybe(text),
  namespace: maybe(text),
  name: maybe(text),
  uid: maybe(text),
  apiVersion: maybe(text),
  resourceVersion: maybe(text),
  fieldPath: maybe(text),
});

export const endpointPort = apiObject({
  name: maybe(text),
  protocol: maybe(text),
  port: maybe(whole),
  appProtocol: maybe(text),
});

export const interpretedConditions = record({ ready: flag, serving: flag, terminating: flag });

const endpointFields: { readonly [field: string]: Shape } = {
  addresses: (value, at, tell) => (isLoose ? maybe(list(text)) : list(text))(value, at, tell),
  conditions: maybe(apiObject({ ready: maybe(flag), serving: maybe(flag), terminating: maybe(flag) })),
  hostname: maybe(text),
  targetRef: maybe(objectReference),
  nodeName: maybe(text),
  hints: maybe(
    apiObject({ forZones: maybe(list(apiObject({ name: text }))), forNodes: maybe(list(apiObject({ name: text }))) }),
  ),
};

export const endpoint = apiObject({ ...endpointFields, zone: maybe(text), deprecatedTopology: maybe(labels) });

const sliceFields = { kind: text, metadata, addressType: text, ports: list(endpointPort) };

export const slice = apiObject({ ...sliceFields, apiVersion: text, endpoints: list(endpoint) });

export const sliceV1beta1 = apiObject({
  ...sliceFields,
  apiVersion: oneOf('discovery.k8s.io/v1beta1'),
  endpoints: list(apiObject({ ...endpointFields, topology: maybe(labels) })),
});

const reasons = list(text);
const preconditions = record({ uid: maybe(text), resourceVersion: maybe(text) });
const writesByVerb: { readonly [verb: string]: Shape } = {
  create: record({ verb: text, slice, reasons }),
  update: record({ verb: text, slice, before: ownObject, preconditions, reasons }),
  delete: record({ verb: text, namespace: text, name: text, before: ownObject, preconditions, reasons }),
};

/** The writes of a plan. */
export const writes = list((write, at, tell) => {
  const { verb } = (write ?? {}) as { readonly verb?: string };
  const known = writesByVerb[verb ?? ''];
  if (known === undefined) tell(`${at}.verb is no verb`);
  else known(write, at, tell);
});

export const plan = record({ writes, unchanged: list(ownObject) });

export const notices = list(
  record({
    reason: text,
    object: record({ kind: text, namespace: text, name: text }),
    message: text,
    retry: flag,
  }),
);

export const statistics = list(
  record({
    addressType: text,
    addedCount: count,
    removedCount: count,
    portMaps: list(
      record({
        ports: list(endpointPort),
        endpointCount: count,
        sliceCount: count,
        idealSliceCount: count,
        fill: number,
      }),
    ),
  }),
);

export const verdict = record({
  enabled: flag,
  reason: text,
  addressType: text,
  strategy: text,
  readyEndpointCount: count,
  changed: flag,
  explanation: text,
  event: maybe(record({ type: text, reason: text, message: text })),
  movedEndpointCount: maybe(count),
  zones: maybe(
    list(
      record({
        zone: text,
        desiredEndpointCount: number,
        minimumEndpointCount: number,
        maximumEndpointCount: number,
        endpointCount: count,
      }),
    ),
  ),
});

const memory = mapOf(maybe(record({ strategy: text, reason: text, endpointCountByZone: maybe(mapOf(count)) })));

export const hints = record({ verdicts: list(verdict), memory });
export const planned = record({ plan, notices, statistics, hints });

export const servicePort = record({ namespace: text, name: text, port: text, protocol: text });

/** The caller's own endpoints are handed on by what chooses among them. */
export const routable = loosely(
  record({
    address: text,
    addressType: oneOf('IPv4', 'IPv6'),
    port: whole,
    ready: flag,
    serving: flag,
    terminating: flag,
    nodeName: maybe(text),
    zone: maybe(text),
    target: maybe(record({ kind: text, namespace: text, name: text, uid: maybe(text) })),
    hostname: maybe(text),
    appProtocol: maybe(text),
    zoneHints: maybe(list(text)),
    nodeHints: maybe(list(text)),
    cluster: maybe(text),
  }),
);

export const sliceReference = record({ namespace: text, name: text, cluster: maybe(text) });
export const losers = list(record({ endpoint: routable, slice: sliceReference, reason: text }));

export const changes = loosely(
  list(
    record({
      servicePort,
      added: list(routable),
      removed: list(routable),
      updated: list(record({ before: routable, after: routable })),
    }),
  ),
);

const topologyVerdict = {
  mode: oneOf('PreferSameNode', 'PreferSameZone', 'None'),
  notStricter: list(record({ mode: text, reason: text, readyEndpointCount: count, unhintedEndpointCount: count })),
};

const tier = oneOf('ready', 'terminating', 'none');
const choiceFields = {
  ...topologyVerdict,
  cluster: maybe(list(routable)),
  local: maybe(list(routable)),
  allReachable: list(routable),
  hasAny: flag,
  clusterTier: tier,
  localTier: tier,
  draining: list(routable),
};
export const choice = record(choiceFields);
export const endpointChoice = record({
  ...topologyVerdict,
  servicePort: maybe(servicePort),
  endpoints: list(routable),
  weight: number,
  tier,
  draining: list(routable),
  trafficPolicy: oneOf('Cluster', 'Local'),
  hasAny: flag,
  losers,
});

export const targets = loosely(
  list(
    record({
      target: maybe(record({ kind: text, namespace: text, name: text, uid: maybe(text) })),
      cluster: maybe(text),
      IPv4: list(routable),
      IPv6: list(routable),
    }),
  ),
);

const coreAddress = record({
  ip: text,
  hostname: maybe(text),
  nodeName: maybe(text),
  targetRef: maybe(objectReference),
});
export const subsets = list(
  record({
    addresses: maybe(list(coreAddress)),
    notReadyAddresses: maybe(list(coreAddress)),
    ports: maybe(list(endpointPort)),
  }),
);
export const coreEndpoints = record({ apiVersion: text, kind: text, metadata, subsets: maybe(subsets) });

const addressFacts = record({
  ready: flag,
  hostname: maybe(text),
  nodeName: maybe(text),
  targetRef: maybe(objectReference),
});
export const comparison = record({
  equal: flag,
  truncated: flag,
  notices,
  differences: list(
    record({
      kind: text,
      address: text,
      port: maybe(endpointPort),
      inEndpoints: maybe(addressFacts),
      inSlices: maybe(addressFacts),
    }),
  ),
});

export const mirroringDecision = record({ mirrored: flag, reason: maybe(text) });
export const mirrorPlan = record({ decision: mirroringDecision, plan, notices, statistics });

export const capacity = record({
  zones: list(record({ zone: text, nodeCount: count, milliCPU: number, ratio: number })),
  nodeCount: count,
  ignoredNodes: list(text),
  problem: maybe(record({ reason: text, nodeName: maybe(text), zone: maybe(text), incompleteNodeCount: maybe(count) })),
});

export const issues = list(record({ type: text, path: text, detail: text, message: text, value: own }));

/** Data that was accepted, with warnings if there can be any, or issues. */
export function parsed(value: Shape): Shape {
  return (result, at, tell) => {
    const { ok } = (result ?? {}) as { readonly ok?: unknown };
    flag(ok, `${at}.ok`, tell);
    (ok === true ? record({ value, warnings: list(text) }) : record({ issues }))(result, at, tell);
  };
}

export const status = record({
  apiVersion: text,
  kind: text,
  metadata: record({}),
  status: text,
  message: text,
  reason: text,
  details: record({
    name: text,
    group: maybe(text),
    kind: text,
    causes: list(record({ reason: text, message: text, field: text })),
  }),
  code: count,
});

/** What `take` gives. Writes are for the server, and carry on what it had stored. */
export const takenWork = record({
  state: own,
  writes: list(record({ id: count, verb: text, controller: text, service: record({ namespace: text, name: text }) })),
  notices,
  askAgainAt: maybe(number),
});
