import { describe, expect, test } from 'vitest';
import { issuesOf, sliceWith, sliceWithEndpoint, sliceWithMetadata } from '../support/issues-of.ts';

function repeated(item: unknown, count: number): unknown[] {
  return Array.from({ length: count }, () => item);
}

/** A map of so many entries, whose keys are no names. */
function mapOf(count: number, value: unknown): object {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`_${index}`, value]));
}

describe('of one list or map', () => {
  const long = 1005;
  const start = (lines: readonly string[], path: string): number => lines.filter((line) => line.includes(path)).length;

  test('1000 issues are reported, and what is wrong with it as a whole (ledger validation/thousand-issues)', () => {
    const text = repeated('_', long);
    const addresses = issuesOf(sliceWithEndpoint({ addresses: text }));
    expect(addresses).toHaveLength(1001);
    expect(addresses[0]).toMatch(/^TooMany/);
    expect(start(issuesOf(sliceWithMetadata({ labels: mapOf(long, 'a') })), 'metadata.labels')).toBe(1000);
    expect(start(issuesOf(sliceWithMetadata({ labels: mapOf(999, 'a') })), 'metadata.labels')).toBe(999);
    const annotations = issuesOf(sliceWithMetadata({ annotations: { ...mapOf(long, 'a'), _: 'x'.repeat(3e5) } }));
    expect(annotations).toHaveLength(1001);
    expect(annotations[1000]).toMatch(/^TooLong/);
    const owners = issuesOf(
      sliceWithMetadata({ ownerReferences: repeated({ apiVersion: 'v1', kind: 'A', name: 'a', uid: '' }, long) }),
    );
    expect(owners).toHaveLength(1000);
    const names = Object.keys(mapOf(long, ''));
    const finalizers = issuesOf(sliceWithMetadata({ finalizers: [...names, 'orphan', 'foregroundDeletion'] }));
    expect(start(finalizers, 'Invalid metadata.finalizers:')).toBe(1001);
    expect(finalizers).toContainEqual(expect.stringContaining('cannot be both set'));
    expect(start(finalizers, 'metadata.finalizers[')).toBe(1000);
    expect(finalizers.at(-1)).toMatch(/^Invalid metadata.finalizers\[999\]/);
    expect(start(issuesOf(sliceWithMetadata({ managedFields: repeated({}, long) })), 'managedFields')).toBe(1000);
  });

  test('the count begins anew for each', () => {
    const wrong = sliceWith({
      metadata: { name: 'a', namespace: 'b', labels: mapOf(long, 'a'), finalizers: ['_', '-'] },
      endpoints: [{ addresses: repeated('_', long) }, { addresses: ['_'] }],
    });
    const lines = issuesOf(wrong);
    expect(start(lines, 'metadata.labels')).toBe(1000);
    expect(start(lines, 'metadata.finalizers:')).toBe(2);
    expect(start(lines, 'endpoints[0].addresses[')).toBe(1000);
    expect(start(lines, 'endpoints[1].addresses[')).toBe(1);
  });

  test('what is said again does not count', () => {
    const family = (addresses: unknown): unknown => sliceWith({ addressType: 'IPv6', endpoints: [{ addresses }] });
    const values = Object.fromEntries(Array.from({ length: long }, (_, index) => [`a${index}`, '_']));
    for (const [slice, path] of [
      [sliceWithMetadata({ finalizers: [...repeated('_', long), '-'] }), 'metadata.finalizers:'],
      [sliceWithMetadata({ labels: { ...values, z: '-' } }), 'metadata.labels:'],
      [family([...repeated('10.0.0.1', long), '10.0.0.2']), 'endpoints[0].addresses: Invalid'],
    ] as const) {
      expect(start(issuesOf(slice), path)).toBe(2);
      expect(start(issuesOf(slice, { kubernetes: '1.36' }), path)).toBe(1000);
    }
  });
});
