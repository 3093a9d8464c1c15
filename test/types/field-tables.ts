import type {
  CoreEndpointAddress,
  CoreEndpointAddressLike,
  CoreEndpointSubset,
  CoreEndpointSubsetLike,
  Endpoint,
  EndpointConditions,
  EndpointConditionsLike,
  EndpointHints,
  EndpointHintsLike,
  EndpointLike,
  EndpointPort,
  EndpointPortLike,
  ObjectMetaLike,
  ObjectReference,
  ObjectReferenceLike,
  OwnerReference,
  OwnerReferenceLike,
  PodLike,
  ServiceLike,
} from 'endpointslice';
import type { EndpointV1beta1, EndpointV1beta1Like } from 'endpointslice/server';
import { type Every, type FieldsOf, isWhole, type Whole } from '../../src/internal/field-table.ts';
import type { FullObjectMeta } from '../../src/model/meta.ts';

/**
 * Compile-time proof that a table of fields cannot forget one: each `@ts-expect-error` fails the build when the line below it
 * compiles.
 */

export const whole: FieldsOf<EndpointConditionsLike> = { ready: 'flag', serving: 'flag', terminating: 'flag' };

// @ts-expect-error A field of the noun is missing.
export const oneMissing: FieldsOf<EndpointConditionsLike> = { ready: 'flag', serving: 'flag' };

export const oneTooMuch: FieldsOf<EndpointConditionsLike> = {
  ...whole,
  // @ts-expect-error The noun has no such field.
  healthy: 'flag',
};

// @ts-expect-error The field is of another kind.
export const otherKind: FieldsOf<EndpointConditionsLike> = { ...whole, ready: 'text' };

// @ts-expect-error A list of texts is no text.
export const noList: Pick<FieldsOf<EndpointLike>, 'addresses'> = { addresses: 'text' };

// @ts-expect-error The type says that the port is there.
export const notRequired: Pick<FieldsOf<{ readonly port: number }>, 'port'> = { port: 'int32' };

type Ingress = FieldsOf<ServiceLike>['status']['loadBalancer']['ingress'];
// @ts-expect-error The ipMode of an ingress is missing.
export const oneMissingWithin: Ingress = [{ ip: 'text', hostname: 'text' }];

// @ts-expect-error The ports of a container are missing.
export const oneMissingInList: FieldsOf<PodLike>['spec']['containers'] = [{ name: 'text', restartPolicy: 'text' }];

/** Code that names each field does not compile when it leaves one out, or does not check it. */
export function namesEachField({ ready, serving, terminating }: Every<EndpointConditionsLike, unknown>): boolean {
  // @ts-expect-error One is left out.
  isWhole<Every<EndpointConditionsLike, unknown>>({ ready, serving });
  if (typeof ready !== 'boolean' || typeof serving !== 'boolean') return false;
  // @ts-expect-error One is there, but nobody has looked at it.
  isWhole<EndpointConditionsLike>({ ready, serving, terminating });
  return typeof terminating === 'boolean' && isWhole<EndpointConditionsLike>({ ready, serving, terminating });
}

/** The same for answers, one for each field. */
export function answersForEachField(ready: boolean, serving: boolean, terminating: boolean): boolean {
  // @ts-expect-error One answer is not waited for.
  const isHasty = ready && serving && isWhole<Every<EndpointConditionsLike, true>>({ ready, serving, terminating });
  return isHasty || (terminating && ready && serving);
}

/** The names of the fields that only one of two types has, of which there must not be any. */
type Difference<Left, Right> = Exclude<keyof Left, keyof Right> | Exclude<keyof Right, keyof Left>;
type None<Names extends never> = Names;

/** What comes in and what goes out has the same fields, so that one table holds for both. */
export type Differences = [
  None<Difference<EndpointLike, Endpoint>>,
  None<Difference<EndpointV1beta1Like, EndpointV1beta1>>,
  None<Difference<EndpointConditionsLike, EndpointConditions>>,
  None<Difference<EndpointHintsLike, EndpointHints>>,
  None<Difference<EndpointPortLike, EndpointPort>>,
  None<Difference<ObjectReferenceLike, ObjectReference>>,
  None<Difference<OwnerReferenceLike, OwnerReference>>,
  None<Difference<CoreEndpointAddressLike, CoreEndpointAddress>>,
  None<Difference<CoreEndpointSubsetLike, CoreEndpointSubset>>,
  // What is read of metadata is a part of all of it.
  None<Exclude<keyof ObjectMetaLike, keyof FullObjectMeta>>,
];

// @ts-expect-error These two do not have the same fields.
export type TwoNouns = None<Difference<EndpointConditionsLike, EndpointHints>>;

/** An absent field may be named as such. */
export const wholeReference: Whole<Pick<ObjectReferenceLike, 'kind'>> = { kind: undefined };
