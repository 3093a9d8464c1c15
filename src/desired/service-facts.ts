import { addressTypesForService, isHeadless } from '../address/address-types.ts';
import {
  expectArrayOrAbsent,
  expectName,
  expectObject,
  expectObjects,
  expectTextMap,
  expectTextOrAbsent,
} from '../internal/expect.ts';
import { wrongType } from '../internal/invariant.ts';
import type { ServiceLike } from '../model/core.ts';
import type { IPAddressType } from '../model/endpoint-slice.ts';
import { compileSelector, type SelectorTest } from '../service/selector.ts';

/** What planning reads of a Service, checked. */
export interface ServiceFacts {
  readonly service: ServiceLike;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly labels: { readonly [key: string]: string };
  readonly addressTypes: readonly IPAddressType[];
  readonly headless: boolean;
  readonly terminating: boolean;
  /** Absent when the Service does not choose pods: no selector, or of type ExternalName. */
  readonly selects: SelectorTest | undefined;
}

/** Reads a Service once, with an error that names the field where it is not one. */
export function readService(service: ServiceLike, caller: string): ServiceFacts {
  const metadata = expectObject(expectObject(service, caller, ['service']).metadata, caller, ['service', 'metadata']);
  const spec = expectObject(service.spec ?? {}, caller, ['service', 'spec']);
  expectTextOrAbsent(spec.clusterIP, caller, ['service', 'spec', 'clusterIP']);
  expectArrayOrAbsent(spec.ipFamilies, caller, ['service', 'spec', 'ipFamilies']);
  checkPorts(spec.ports, caller);
  const selector = spec.selector;
  const chooses = selector !== null && selector !== undefined && spec.type !== 'ExternalName';
  return {
    service,
    namespace: expectName(metadata.namespace, caller, ['service', 'metadata', 'namespace']),
    name: expectName(metadata.name, caller, ['service', 'metadata', 'name']),
    uid: expectName(metadata.uid, caller, ['service', 'metadata', 'uid']),
    labels: expectTextMap(metadata.labels, caller, ['service', 'metadata', 'labels']),
    addressTypes: addressTypesForService(service),
    headless: isHeadless(service),
    terminating: metadata.deletionTimestamp !== null && metadata.deletionTimestamp !== undefined,
    selects: chooses ? compileSelector(expectTextMap(selector, caller, ['service', 'spec', 'selector'])) : undefined,
  };
}

function checkPorts(ports: NonNullable<ServiceLike['spec']>['ports'], caller: string): void {
  expectObjects(ports, caller, ['service', 'spec', 'ports']).forEach((port, index) => {
    const path = ['service', 'spec', 'ports', index];
    expectTextOrAbsent(port.name, caller, [...path, 'name']);
    expectTextOrAbsent(port.protocol, caller, [...path, 'protocol']);
    expectTextOrAbsent(port.appProtocol, caller, [...path, 'appProtocol']);
    const target: unknown = port.targetPort ?? undefined;
    const value: unknown = typeof target === 'object' && target !== null && 'value' in target ? target.value : target;
    if (value === undefined || value === 0 || value === '') {
      if (!Number.isInteger(port.port)) throw wrongType(caller, [...path, 'port'], 'a whole number', port.port);
    } else if (typeof value !== 'string' && !Number.isInteger(value)) {
      throw wrongType(caller, [...path, 'targetPort'], 'a whole number or a name', value);
    }
  });
}
