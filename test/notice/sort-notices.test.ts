import { sortNotices } from '../../src/notice/sort-notices.ts';
import type { Notice } from 'endpointslice';
import { expect, test } from 'vitest';

/** A notice in words: kind, namespace, name, reason and text. */
function noticeOf(text: string): Notice {
  const [kind, namespace, name, reason, message] = text.split(' ');
  return { reason, object: { kind, namespace, name }, message, retry: false } as Notice;
}

test('sortNotices orders by kind, then namespace, name, reason and text, whatever the order given', () => {
  const sorted = [
    'EndpointSlice b b SliceTerminating b',
    'Pod a b PodTerminal b',
    'Pod b a PodTerminal b',
    'Pod b b NodeNotFound b',
    'Pod b b PodTerminal a',
    'Pod b b PodTerminal b',
    'Service a a OwnerTerminating a',
  ].map(noticeOf);
  expect(sortNotices([...sorted].reverse())).toEqual(sorted);
  const given = Object.freeze([3, 0, 6, 1, 5, 2, 4].map((index) => sorted[index] as Notice));
  expect(sortNotices(given)).toEqual(sorted);
});

test('sortNotices tells addresses apart that begin alike', () => {
  const long = 'x'.repeat(64);
  const notices = ['b', 'a'].map((end) => ({
    ...(noticeOf('Service a a InvalidAddress same') as Notice),
    address: long + end,
  }));
  expect(sortNotices(notices)).toEqual([...notices].reverse());
});
