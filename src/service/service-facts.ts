/** Reads and checks what planning needs of a Service. */

import { listAddressTypes, isHeadless } from './ip-families.ts';
import { expectName, expectObject, expectTextMap, expectTextOrAbsent, expectTexts } from '../internal/expect.ts';
import type { ServiceLike } from '../model/core.ts';
import type { IPAddressType } from '../model/endpoint-slice.ts';
import { checkServicePorts } from '../ports/check-ports.ts';
import { compilePodTest, type PodTest } from './selector.ts';

/** The checked facts of a Service that planning reads. */
export interface ServiceFacts {
  readonly service: ServiceLike;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly labels: { readonly [key: string]: string };
  readonly addressTypes: readonly IPAddressType[];
  readonly headless: boolean;
  readonly terminating: boolean;
  /** Absent if the Service does not choose pods: it has no selector, or is of type ExternalName. */
  readonly selects: PodTest | undefined;
}

/** Reads a Service once; throws if a field is invalid, and names it. */
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
