import type { Notice } from '../model/notice.ts';
import type { Job, JobFailure } from './jobs.ts';

/** What a controller tells besides what planning tells. */
export type ControllerNoticeDetails =
  /** A write has failed, and will be tried again. */
  | { readonly reason: 'WriteFailed'; readonly outcome: JobFailure['outcome']; readonly failureCount: number }
  /** It will not be tried again before something about the Service changes. */
  | { readonly reason: 'GivenUp'; readonly outcome: JobFailure['outcome']; readonly failureCount: number }
  /** The namespace is being deleted: nothing can be created in it any more. */
  | { readonly reason: 'NamespaceTerminating' };

/** Something that a controller tells, as data. */
export type ControllerNotice = (Notice | ControllerFailureNotice) & {
  /** Which of the controllers tells it: `services`, `mirroring`, or the `managed-by` value of another source. */
  readonly controller: string;
};

/** A notice about writes that failed. */
export type ControllerFailureNotice = ControllerNoticeDetails & {
  readonly object: { readonly kind: 'Service' | 'Endpoints'; readonly namespace: string; readonly name: string };
  readonly message: string;
  /** Whether it will be tried again without anything happening. */
  readonly retry: boolean;
  /** The Event that the reference emits on the object; absent where it emits none. */
  readonly event?: { readonly type: 'Warning'; readonly reason: string; readonly message: string };
};

/** What a failed job tells. */
export function failureNotice(
  { namespace, name, producer }: Job,
  { outcome, message, count, givenUp }: JobFailure,
): ControllerNotice {
  const isMirroring = producer === 'mirroring';
  const object = { kind: isMirroring ? 'Endpoints' : 'Service', namespace, name } as const;
  const text = `${outcome}${message === '' ? '' : `: ${message}`}`;
  const details = { outcome, failureCount: count } as const;
  return {
    ...(givenUp ? { reason: 'GivenUp', ...details } : { reason: 'WriteFailed', ...details }),
    controller: producer,
    object,
    message: `${givenUp ? 'Given up until something changes' : 'To be tried again'} after ${count} in a row: ${text}`,
    retry: !givenUp,
    ...(isMirroring ? {} : { event: failureEvent(`${namespace}/${name}`, text) }),
  };
}

/** @see kubernetes pkg/controller/endpointslice syncService */
function failureEvent(service: string, text: string): NonNullable<ControllerFailureNotice['event']> {
  const message = `Error updating Endpoint Slices for Service ${service}: ${text}`;
  return { type: 'Warning', reason: 'FailedToUpdateEndpointSlices', message };
}

/** What a job tells whose namespace is being deleted. The reference drops it in silence. */
export function namespaceTerminatingNotice({ namespace, name, producer }: Job): ControllerNotice {
  return {
    reason: 'NamespaceTerminating',
    controller: producer,
    object: { kind: producer === 'mirroring' ? 'Endpoints' : 'Service', namespace, name },
    message: `namespace ${namespace} is being deleted; no slices are created any more`,
    retry: false,
  };
}
