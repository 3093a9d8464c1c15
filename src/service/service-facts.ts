import { listAddressTypes, isHeadless } from './ip-families.ts';
import { expectName, expectObject, expectTextMap, expectTextOrAbsent, expectTexts } from '../internal/expect.ts';
import type { ServiceLike } from '../model/core.ts';
import type { IPAddressType } from '../model/endpoint-slice.ts';
import { checkServicePorts } from '../ports/check-ports.ts';
import { compilePodTest, type PodTest } from './selector.ts';

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
  readonly selects: PodTest | undefined;
}

/** Reads a Service once, with an error that names the field where it is not one. */
export function readService(service: ServiceLike): ServiceFacts {
  const metadata = expectObject(expectObject(service, ['service']).metadata, ['service', 'metadata']);
  const spec = expectObject(service.spec ?? {}, ['service', 'spec']);
  expectTextOrAbsent(spec.clusterIP, ['service', 'spec', 'clusterIP']);
  expectTexts(spec.ipFamilies, ['service', 'spec', 'ipFamilies']);
  checkServicePorts(spec.ports);
  return {
    service,
    namespace: expectName(metadata.namespace, ['service', 'metadata', 'namespace']),
    name: expectName(metadata.name, ['service', 'metadata', 'name']),
    uid: expectName(metadata.uid, ['service', 'metadata', 'uid']),
    labels: expectTextMap(metadata.labels, ['service', 'metadata', 'labels']),
    addressTypes: listAddressTypes(service),
    headless: isHeadless(service),
    terminating: metadata.deletionTimestamp !== null && metadata.deletionTimestamp !== undefined,
    selects: compilePodTest(service),
  };
}
