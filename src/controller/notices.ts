/** Makes the notices of a controller. */

import type { Notice, NoticedObject } from '../model/notice.ts';
import { noticeOf } from '../notice/notice-of.ts';
import type { Job, JobFailure } from './jobs.ts';

/** A notice of a controller, from planning or about a failed write. */
export type ControllerNotice = Notice & {
  /** Which controller: `services`, `mirroring`, or the `managed-by` value of another source. */
  readonly controller: string;
  /** The Event that the reference emits on the object; absent if it emits none. */
  readonly event?: { readonly type: 'Warning'; readonly reason: string; readonly message: string };
};

/** Returns the notice of a job whose write failed. */
export function failureNotice(job: Job, { outcome, message, count, givenUp }: JobFailure): ControllerNotice {
  const { namespace, name, producer } = job;
  const reason = givenUp ? 'GivenUp' : 'WriteFailed';
  const notice = noticeOf(objectOf(job), { reason, outcome, failureCount: count, answer: message });
  const text = `${outcome}${message === '' ? '' : `: ${message}`}`;
  return {
    ...notice,
    controller: producer,
    ...(producer === 'mirroring' ? {} : { event: failureEvent(`${namespace}/${name}`, text) }),
  };
}

/**
 * Makes the Event of a failed write, in the reference's words.
 *
 * @see kubernetes pkg/controller/endpointslice syncService
 */
function failureEvent(service: string, text: string): NonNullable<ControllerNotice['event']> {
  const message = `Error updating Endpoint Slices for Service ${service}: ${text}`;
  return { type: 'Warning', reason: 'FailedToUpdateEndpointSlices', message };
}

/** Returns the notice of a job whose namespace is being deleted. The reference drops it in silence. */
export function namespaceTerminatingNotice(job: Job): ControllerNotice {
  return { ...noticeOf(objectOf(job), { reason: 'NamespaceTerminating' }), controller: job.producer };
}

function objectOf({ namespace, name, producer }: Job): NoticedObject {
  return { kind: producer === 'mirroring' ? 'Endpoints' : 'Service', namespace, name };
}
