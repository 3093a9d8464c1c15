import { describe, expect, test } from 'vitest';
import { controllerReport, type WriteAnswer } from 'endpointslice/controller';
import { addressesOf, aNode, aPod, aService, Loop } from './loop.ts';

/** A loop in which the first write of one Service with one pod was given out. */
function writing(): { readonly loop: Loop; readonly write: ReturnType<Loop['write']> } {
  const loop = new Loop().list({ Service: [aService()], Pod: [aPod(1)], Node: [aNode()] });
  return { loop, write: loop.write() };
}

/** A loop in which a slice is written, and an update of it given out. */
function updating(): {
  readonly loop: Loop;
  readonly slice: ReturnType<Loop['apply']>;
  readonly write: ReturnType<Loop['write']>;
} {
  const { loop, write: create } = writing();
  const slice = loop.apply(create);
  loop.hear({ type: 'ADDED', kind: 'EndpointSlice', object: slice });
  loop.object('ADDED', 'Pod', aPod(2));
  return { loop, slice, write: loop.write() };
}

/** A loop in which a delete was given out: of the only slice, whose ports and endpoints nobody wants any more. */
function deleting(): {
  readonly loop: Loop;
  readonly slice: ReturnType<Loop['apply']>;
  readonly write: ReturnType<Loop['write']>;
} {
  const loop = new Loop().list({
    Service: [aService('web', { ipFamilies: ['IPv4', 'IPv6'] })],
    Pod: [aPod(1)],
    Node: [aNode()],
  });
  const slices = loop.settle();
  const slice = [...slices.values()].find(({ addressType }) => addressType === 'IPv6') ?? expect.fail();
  loop.object('MODIFIED', 'Service', aService());
  return { loop, slice, write: loop.write() };
}

function failing(loop: Loop): readonly unknown[] {
  return controllerReport(loop.state).failing.map(({ outcome, failureCount, givenUp }) => [
    outcome,
    failureCount,
    givenUp,
  ]);
}

describe('the answer to a write (rule 2.10)', () => {
  test('written: the plan goes on, and is at its end', () => {
    const { loop, write } = writing();
    expect(addressesOf(write)).toEqual(['10.0.0.1']);
    loop.apply(write);
    expect(loop.take()).toMatchObject({ writes: [], askAgainAt: undefined });
    expect(controllerReport(loop.state)).toMatchObject({ pendingCount: 0, sending: [], failing: [] });
  });

  test('a second answer, and one to a write that was never given out, change nothing', () => {
    const { loop, write } = writing();
    loop.apply(write);
    const before = loop.state;
    loop.answer(write, { outcome: 'invalid' });
    loop.hear({ type: 'ANSWER', id: 999, answer: { outcome: 'conflict' } });
    expect(loop.state).toEqual(before);
  });

  test.each<WriteAnswer>([
    { outcome: 'noAnswer', message: 'timeout' },
    { outcome: 'forbidden', message: 'no rights' },
    { outcome: 'alreadyExists' },
  ])('$outcome: it is planned again after a delay that grows, with a notice that says why', (answer) => {
    const { loop, write: first } = writing();
    let write = first;
    const delays: number[] = [];
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      loop.answer(write, answer);
      const { writes, askAgainAt = expect.fail() } = loop.take();
      expect(writes).toEqual([]);
      expect(failing(loop)).toEqual([[answer.outcome, attempt, false]]);
      delays.push(askAgainAt - loop.now);
      loop.now = askAgainAt - 1;
      expect(loop.take().writes).toEqual([]);
      loop.now = askAgainAt;
      write = loop.write();
      expect(write.id).toBe(first.id + attempt);
    }
    expect(delays.every((delay, index) => delay > (delays[index - 1] ?? 500))).toBe(true);
    expect(loop.notices.map((notice) => notice.reason)).toEqual(Array.from({ length: 4 }, () => 'WriteFailed'));
    expect(loop.notices[0]).toMatchObject({
      controller: 'services',
      event: { reason: 'FailedToUpdateEndpointSlices' },
    });
    loop.apply(write);
    loop.take();
    expect(failing(loop)).toEqual([]);
  });

  test('delays are those of the key: the same every time, and not the same for all', () => {
    const delayOf = (name: string): number => {
      const loop = new Loop().list({ Service: [aService(name)] });
      loop.answer(loop.write(), { outcome: 'noAnswer' });
      return (loop.take().askAgainAt ?? 0) - loop.now;
    };
    const delays = ['a', 'b', 'c', 'd'].map(delayOf);
    expect(['a', 'b', 'c', 'd'].map(delayOf)).toEqual(delays);
    expect(new Set(delays).size).toBe(4);
    expect(Math.max(...delays)).toBeLessThanOrEqual(1000);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(750);
  });

  test('no delay is longer than the longest', () => {
    const loop = new Loop({ longestRetryDelay: 3000 }).list({ Service: [aService()] });
    for (let attempt = 0; attempt < 60; attempt += 1) {
      loop.answer(loop.write(), { outcome: 'noAnswer' });
      const { askAgainAt = expect.fail() } = loop.take();
      expect(askAgainAt - loop.now).toBeLessThanOrEqual(3000);
      loop.now = askAgainAt;
    }
  });

  test('conflict: the next event of a slice wakes it at once, without a notice', () => {
    const { loop, slice, write } = updating();
    loop.answer(write, { outcome: 'conflict' });
    expect(loop.take().writes).toEqual([]);
    loop.object('MODIFIED', 'EndpointSlice', { ...slice, metadata: { ...slice.metadata, generation: 2 } });
    expect(addressesOf(loop.write())).toEqual(['10.0.0.1', '10.0.0.2']);
    expect(loop.notices).toEqual([]);
  });

  test('conflict: if that event was there before the answer, nothing is waited for', () => {
    const { loop, slice, write } = updating();
    loop.object('MODIFIED', 'EndpointSlice', { ...slice, metadata: { ...slice.metadata, generation: 2 } });
    loop.answer(write, { outcome: 'conflict' });
    expect(addressesOf(loop.write())).toEqual(['10.0.0.1', '10.0.0.2']);
  });

  test('conflict: if no event comes, it is tried again all the same', () => {
    const { loop, write } = updating();
    loop.answer(write, { outcome: 'conflict' });
    loop.now = loop.take().askAgainAt ?? expect.fail();
    expect(loop.write().verb).toBe('update');
  });

  test('noAnswer: an event of a slice, which says that it was applied, wakes it at once', () => {
    const { loop, write } = writing();
    loop.answer(write, { outcome: 'noAnswer' });
    loop.take();
    loop.hear({ type: 'ADDED', kind: 'EndpointSlice', object: loop.stored(write) });
    expect(loop.take()).toMatchObject({ writes: [], askAgainAt: undefined });
    expect(failing(loop)).toEqual([]);
  });

  test('noAnswer: an event of a pod does not cut the delay short', () => {
    const { loop, write } = writing();
    loop.answer(write, { outcome: 'noAnswer' });
    const { askAgainAt } = loop.take();
    loop.object('ADDED', 'Pod', aPod(2));
    expect(loop.take()).toMatchObject({ writes: [], askAgainAt });
  });

  test('notFound for a delete: it is done', () => {
    const { loop, slice, write } = deleting();
    expect(write).toMatchObject({ verb: 'delete', name: slice.metadata?.name });
    loop.answer(write, { outcome: 'notFound' });
    expect(loop.take()).toMatchObject({ writes: [], askAgainAt: undefined });
    expect(failing(loop)).toEqual([]);
  });

  test('notFound for an update: nothing is written before the view shows that the slice is gone', () => {
    const { loop, slice, write } = updating();
    loop.answer(write, { outcome: 'notFound' });
    loop.now = loop.take().askAgainAt ?? expect.fail();
    expect(loop.take()).toMatchObject({ writes: [], askAgainAt: undefined });
    expect(controllerReport(loop.state).stale).toHaveLength(1);
    loop.object('DELETED', 'EndpointSlice', slice);
    const create = loop.write();
    expect([create.verb, addressesOf(create)]).toEqual(['create', ['10.0.0.1', '10.0.0.2']]);
  });

  test('tooManyRequests: not before the delay that the server asks for, whatever happens', () => {
    const { loop, slice, write } = updating();
    loop.answer(write, { outcome: 'tooManyRequests', delay: 60_000 });
    const { askAgainAt } = loop.take();
    expect(askAgainAt).toBe(loop.now + 60_000);
    loop.object('MODIFIED', 'EndpointSlice', { ...slice, metadata: { ...slice.metadata, generation: 2 } });
    loop.object('MODIFIED', 'Service', aService());
    expect(loop.take()).toMatchObject({ writes: [], askAgainAt });
    loop.now += 60_000;
    expect(loop.write().verb).toBe('update');
  });

  test('invalid: it is given up with a notice, until something about the Service changes (ledger controller/retries)', () => {
    const { loop, write } = writing();
    loop.answer(write, { outcome: 'invalid', message: 'endpoints[0]: Invalid value' });
    expect(loop.take()).toMatchObject({ writes: [], askAgainAt: undefined });
    expect(failing(loop)).toEqual([['invalid', 1, true]]);
    expect(loop.notices).toMatchObject([{ reason: 'GivenUp', outcome: 'invalid', retry: false }]);
    expect(loop.notices[0]?.message).toContain('endpoints[0]: Invalid value');
    loop.object('ADDED', 'Pod', aPod(2));
    expect(addressesOf(loop.write())).toEqual(['10.0.0.1', '10.0.0.2']);
  });

  test('forbidden: given up after as many retries as are allowed', () => {
    const loop = new Loop({ maxRetries: 2 }).list({ Service: [aService()] });
    for (let attempt = 0; attempt < 3; attempt += 1) {
      loop.answer(loop.write(), { outcome: 'forbidden' });
      loop.now = loop.take().askAgainAt ?? loop.now;
    }
    expect(loop.take()).toMatchObject({ writes: [], askAgainAt: undefined });
    expect(failing(loop)).toEqual([['forbidden', 3, true]]);
  });

  test('forbidden because the namespace terminates: retries end, and nothing is an error', () => {
    const { loop, write } = writing();
    loop.answer(write, { outcome: 'forbidden', namespaceTerminating: true });
    expect(loop.take()).toMatchObject({ writes: [], askAgainAt: undefined });
    expect(loop.notices).toMatchObject([{ reason: 'NamespaceTerminating', retry: false }]);
  });

  test('a failure voids what is left of the plan', () => {
    const pods = [1, 2, 3].map((number) => aPod(number));
    const loop = new Loop({ maxEndpointsPerSlice: 1 }).list({ Service: [aService()], Pod: pods, Node: [aNode()] });
    loop.answer(loop.write(), { outcome: 'noAnswer' });
    loop.object('DELETED', 'Pod', pods[2] ?? expect.fail());
    loop.now = loop.take().askAgainAt ?? expect.fail();
    expect(addressesOf(loop.write())).toEqual(['10.0.0.1']);
    expect(controllerReport(loop.state).sending).toHaveLength(1);
  });
});
