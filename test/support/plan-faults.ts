import { type EndpointPort, type EndpointSlice, formatPlan, type Plan } from 'endpointslice';
import { createsOf, updatesOf } from './writes.ts';

/** What is wrong with a plan: fields to be written that are not of the types of the API, or a plan that cannot be printed. */
export function planFaults(plan: Plan): string[] {
  const faults = [...createsOf(plan), ...updatesOf(plan)].flatMap(({ slice }) => sliceFaults(slice));
  for (const { slice, before } of updatesOf(plan)) {
    if (slice.metadata.name !== before.metadata?.name) faults.push('name of an update');
  }
  for (const { slice } of createsOf(plan)) {
    if (typeof slice.metadata.generateName !== 'string') faults.push('generateName of a create');
  }
  try {
    formatPlan(plan);
  } catch (error) {
    faults.push(
      `cannot be printed: ${error instanceof Error ? error.message.slice(0, 100) : 'thrown by something else'}`,
    );
  }
  return faults;
}

function sliceFaults({ metadata, addressType, endpoints, ports }: EndpointSlice): string[] {
  return [
    ...wrongFields('metadata', metadata, { name: isText, generateName: isText, namespace: isText }),
    ...wrongEntries('labels', metadata.labels),
    ...wrongEntries('annotations', metadata.annotations),
    ...(metadata.ownerReferences ?? []).flatMap((owner) =>
      wrongFields('owner', owner, { apiVersion: isText, kind: isText, name: isText, uid: isText }),
    ),
    ...(isText(addressType) ? [] : ['addressType']),
    ...ports.flatMap((port: EndpointPort) =>
      wrongFields('port', port, { name: isText, protocol: isText, port: Number.isInteger, appProtocol: isText }),
    ),
    ...endpoints.flatMap(({ addresses, conditions, targetRef, ...endpoint }) => [
      ...(Array.isArray(addresses) && addresses.length > 0 && addresses.every(isText) ? [] : ['addresses']),
      ...wrongFields('endpoint', endpoint, { hostname: isText, nodeName: isText, zone: isText }),
      ...wrongFields('conditions', conditions ?? {}, { ready: isFlag, serving: isFlag, terminating: isFlag }),
      ...wrongFields('target', targetRef ?? {}, { kind: isText, namespace: isText, name: isText, uid: isText }),
    ]),
  ];
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isFlag(value: unknown): boolean {
  return typeof value === 'boolean';
}

/** The fields that are there and not as they should be. */
function wrongFields(
  where: string,
  object: object,
  checks: { readonly [field: string]: (value: unknown) => boolean },
): string[] {
  const fields = object as { readonly [field: string]: unknown };
  return Object.keys(checks)
    .filter((field) => Object.hasOwn(fields, field) && checks[field]?.(fields[field]) !== true)
    .map((field) => `${where}.${field}`);
}

function wrongEntries(where: string, map: object | undefined): string[] {
  return Object.entries(map ?? {})
    .filter(([, value]) => !isText(value))
    .map(([key]) => `${where}.${key}`);
}
