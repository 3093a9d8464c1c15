import { orderWrites } from '../../src/plan/order-writes.ts';
import { plannedUpdate } from '../../src/slice/planned-write.ts';
import { rewriteSlice } from '../../src/slice/rewrite-slice.ts';
import { buildSlice } from '../support/build.ts';
import type { Endpoint, EndpointPortLike, PlannedUpdate } from 'endpointslice';
import { describe, expect, test } from 'vitest';

/** An endpoint by `pod@address`. */
function endpointOf(text: string): Endpoint {
  const [name = '', address = ''] = text.split('@');
  return { addresses: [address], targetRef: { kind: 'Pod', namespace: 'shop', name } };
}

/** An update of a slice from some endpoints to others. */
function updateOf(name: string, before: readonly string[], after: readonly string[]): PlannedUpdate {
  const ports: EndpointPortLike[] = [{ name: 'http', protocol: 'TCP', port: 80 }];
  const slice = buildSlice({ name, endpoints: before.map(endpointOf), ports });
  return plannedUpdate(slice, rewriteSlice(slice, { endpoints: after.map(endpointOf) }), ['EndpointsChanged']);
}

function orderOf(...updates: readonly PlannedUpdate[]): string[] {
  return orderWrites(updates, 'web-').map((write) =>
    write.verb === 'create' ? 'create' : `${write.verb} ${write.before.metadata?.name}`,
  );
}

describe('writes are ordered', () => {
  test('so that who receives an endpoint is written first, else by name', () => {
    expect(orderOf(updateOf('b', ['x@1'], ['x@1', 'y@2']), updateOf('a', ['y@2', 'z@3'], ['z@3']))).toEqual([
      'update b',
      'update a',
    ]);
    expect(orderOf(updateOf('b', ['x@1'], ['w@4']), updateOf('a', ['y@2', 'z@3'], ['z@3']))).toEqual([
      'update a',
      'update b',
    ]);
  });

  test('pod by pod where pods share the address of a host', () => {
    const receiver = updateOf('b', ['x@1'], ['y@1']);
    const donor = updateOf('a', ['y@1', 'z@3'], ['z@3']);
    expect(orderOf(receiver, donor)).toEqual(['update b', 'update a']);
  });

  test('with a create in place of an update where two slices exchange endpoints', () => {
    expect(orderOf(updateOf('a', ['x@1'], ['y@2']), updateOf('b', ['y@2'], ['x@1']))).toHaveLength(3);
    expect(orderOf(updateOf('a', ['x@1'], ['y@1']), updateOf('b', ['y@1'], ['x@1']))).toEqual([
      'create',
      'update a',
      'delete b',
    ]);
  });
});
