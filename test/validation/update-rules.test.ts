import { parseUpdate } from '../support/slice-update.ts';
import { describe, expect, test } from 'vitest';
import { sliceWith, sliceWithMetadata, updateIssuesOf } from '../support/issues-of.ts';

const stored = { name: 'web-1', namespace: 'shop', uid: 'u-1', resourceVersion: '7', generation: 3 };
const before = sliceWithMetadata(stored);
const asObject = { mode: 'object' } as const;

describe('parseUpdate', () => {
  test('takes an update that only says what it changes (rule 5.6.9)', () => {
    expect(updateIssuesOf(sliceWith({ ports: [] }), before)).toEqual([]);
    const parsed = parseUpdate({ input: sliceWith({ ports: [] }), before });
    expect(parsed.ok && parsed.value.metadata).toEqual({ ...stored, generation: 4 });
  });

  test('refuses another address type, besides what is wrong with it (rule 5.2)', () => {
    expect(updateIssuesOf(sliceWith({ addressType: 'IP', endpoints: [] }), before)).toEqual([
      'NotSupported addressType: Unsupported value: "IP": supported values: "FQDN", "IPv4", "IPv6"',
      'Invalid addressType: Invalid value: null: field is immutable',
    ]);
    const issues = updateIssuesOf(sliceWith({ addressType: 'FQDN', endpoints: [] }), before, { kubernetes: '1.36' });
    expect(issues).toEqual(['Invalid addressType: Invalid value: "FQDN": field is immutable']);
  });

  test('accepts endpoints that have always been wrong, until they change (rule 5.5)', () => {
    const wrong = [{ addresses: ['010.0.0.1'], hints: { forZones: [] } }, { addresses: [] }];
    const old = sliceWith({ metadata: stored, endpoints: wrong });
    expect(updateIssuesOf({ ...old, ports: [] }, old)).toEqual([]);
    // Absent and empty lists and conditions are the same; absent and empty hints are not (0.2.1).
    const same = [{ addresses: ['010.0.0.1'], hints: {}, conditions: {} }, { addresses: null }];
    expect(updateIssuesOf({ ...old, endpoints: same }, old)).toEqual([]);
    expect(updateIssuesOf({ ...old, endpoints: [{ addresses: ['010.0.0.1'] }, { addresses: [] }] }, old)).toHaveLength(
      2,
    );
    expect(updateIssuesOf({ ...old, endpoints: [...wrong].reverse() }, old)).toHaveLength(2);
    // Even when the type changed under them; but ports and metadata are looked at each time.
    expect(updateIssuesOf({ ...old, addressType: 'IPv6' }, old)).toHaveLength(1);
    const badPorts = { ...old, ports: [{ protocol: 'x' }] };
    expect(updateIssuesOf(badPorts, badPorts)).toHaveLength(1);
  });

  test('keeps what belongs to the object, and says so once (rule 5.6.9) (ledger validation/metadata-once)', () => {
    const other = { name: 'web-2', namespace: 'other', uid: 'u-2', deletionTimestamp: '2026-01-02T03:04:05.9+01:00' };
    for (const kubernetes of ['1.36', '1.37'] as const) {
      const input = sliceWithMetadata({ ...other, deletionGracePeriodSeconds: 30 });
      expect(updateIssuesOf(input, before, { kubernetes }), kubernetes).toEqual([
        'Invalid metadata.name: Invalid value: "web-2": field is immutable',
        'Invalid metadata.namespace: Invalid value: "other": field is immutable',
        'Invalid metadata.uid: Invalid value: "u-2": field is immutable',
        'Invalid metadata.deletionTimestamp: Invalid value: "2026-01-02T02:04:05Z": field is immutable',
        'Invalid metadata.deletionGracePeriodSeconds: Invalid value: 30: field is immutable',
      ]);
    }
    expect(updateIssuesOf(sliceWithMetadata(other), before, asObject)).toEqual([]);
  });

  test('takes no other object for the one that is updated, with a name or without (rule 5.6.9)', () => {
    const nameless = sliceWith({ metadata: { resourceVersion: '7' } });
    expect(updateIssuesOf(nameless, before)).toEqual([
      'Invalid metadata.name: Invalid value: "": field is immutable',
      'Invalid metadata.namespace: Invalid value: "": field is immutable',
      'Required metadata.name: Required value: name or generateName is required',
      'Required metadata.namespace: Required value',
    ]);
    expect(updateIssuesOf(nameless, nameless)).toEqual([
      'Required metadata.name: Required value: name or generateName is required',
      'Required metadata.namespace: Required value',
    ]);
    expect(updateIssuesOf(before, nameless)).toEqual([
      'Invalid metadata.name: Invalid value: "web-1": field is immutable',
      'Invalid metadata.namespace: Invalid value: "shop": field is immutable',
      'Invalid metadata.uid: Invalid value: "u-1": field is immutable',
    ]);
  });

  test("keeps the time of deletion, Go's zero time too, and counts the generation itself (rule 5.6.9)", () => {
    const zero = sliceWithMetadata({ ...stored, deletionTimestamp: '0001-01-01T00:00:00Z' });
    expect(updateIssuesOf(sliceWithMetadata({ ...stored, deletionTimestamp: '2026-01-02T03:04:05Z' }), zero)).toEqual([
      'Invalid metadata.deletionTimestamp: Invalid value: "2026-01-02T03:04:05Z": field is immutable',
    ]);
    expect(updateIssuesOf(sliceWithMetadata({ ...stored, generation: 1 }), before)).toEqual([]);
  });

  test('adds no finalizers to an object that is being deleted (rule 5.6.9)', () => {
    const old = sliceWithMetadata({ ...stored, deletionTimestamp: '2026-01-02T03:04:05Z', finalizers: ['a.b/c'] });
    const finalizers = ['z.z/z', 'a.b/c', 'b.b/b'];
    expect(updateIssuesOf(sliceWithMetadata({ ...stored, finalizers }), old)).toEqual([
      'Forbidden metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"b.b/b", "z.z/z"}',
    ]);
    expect(updateIssuesOf(sliceWithMetadata({ ...stored, finalizers }), before)).toEqual([]);
    const bare = sliceWithMetadata({ ...stored, deletionTimestamp: '2026-01-02T03:04:05Z' });
    expect(updateIssuesOf(sliceWithMetadata({ ...stored, finalizers: ['a.b/c'] }), bare)).toHaveLength(1);
    expect(updateIssuesOf(sliceWithMetadata(stored), old)).toEqual([]);
  });

  test('wants a resourceVersion only where none is known (rule 5.6.9)', () => {
    const old = sliceWithMetadata({ ...stored, resourceVersion: undefined });
    expect(updateIssuesOf(old, old)).toEqual([
      'Invalid metadata.resourceVersion: Invalid value: "": must be specified for an update',
    ]);
  });

  test('takes names as parts of URLs too (rule 5.6.9)', () => {
    const old = sliceWithMetadata({ ...stored, name: '..', generateName: 'a/%' });
    const issues = updateIssuesOf(old, old).filter((line) => line.includes('may not'));
    expect(issues).toEqual([
      'Invalid metadata.generateName: Invalid value: "a/%": may not contain \'/\'',
      'Invalid metadata.generateName: Invalid value: "a/%": may not contain \'%\'',
      'Invalid metadata.name: Invalid value: "..": may not be \'..\'',
    ]);
    // Of a prefix, two dots are only the beginning.
    const dotted = sliceWithMetadata({ ...stored, generateName: '..' });
    expect(updateIssuesOf(dotted, dotted).filter((line) => line.includes('may not'))).toEqual([]);
  });

  test('reports what cannot be read of the object as it was', () => {
    expect(updateIssuesOf(sliceWith({ metadata: stored }), { ...before, ports: 5 })).toEqual([
      'TypeInvalid before.ports: Invalid value: must be a list, got 5',
    ]);
    expect(updateIssuesOf(sliceWith(), 5)[0]).toBe('TypeInvalid before: Invalid value: must be an object, got 5');
  });
});

describe("parseUpdate, of Go's zero time,", () => {
  const zero = '0001-01-01T00:00:00Z';
  const before = sliceWithMetadata({ resourceVersion: '1' });

  test('prints null, and tells it from an absent deletionTimestamp only', () => {
    expect(updateIssuesOf(sliceWithMetadata({ deletionTimestamp: zero }), before)).toEqual([
      'Invalid metadata.deletionTimestamp: Invalid value: null: field is immutable',
    ]);
    const parsed = parseUpdate({ input: sliceWithMetadata({ deletionTimestamp: zero }), before });
    expect(parsed.ok ? undefined : parsed.issues[0]?.value).toBe(null);
    expect(updateIssuesOf(before, sliceWithMetadata({ resourceVersion: '1', deletionTimestamp: zero }))).toEqual([
      'Invalid metadata.deletionTimestamp: Invalid value: null: field is immutable',
    ]);
    expect(updateIssuesOf(sliceWithMetadata({ creationTimestamp: zero }), before)).toEqual([]);
    expect(updateIssuesOf(before, sliceWithMetadata({ resourceVersion: '1', creationTimestamp: zero }))).toEqual([]);
  });

  test('does not put it over a time of the request', () => {
    const time = '2026-01-02T03:04:05Z';
    expect(
      updateIssuesOf(
        sliceWithMetadata({ creationTimestamp: time }),
        sliceWithMetadata({ resourceVersion: '1', creationTimestamp: zero }),
      ),
    ).toEqual(['Invalid metadata.creationTimestamp: Invalid value: "2026-01-02T03:04:05Z": field is immutable']);
  });

  test('tells parts of a second apart, which it does not print', () => {
    const deleted = sliceWithMetadata({ resourceVersion: '1', deletionTimestamp: zero });
    expect(updateIssuesOf(sliceWithMetadata({ deletionTimestamp: '0001-01-01T00:00:00.5Z' }), deleted)).toEqual([
      'Invalid metadata.deletionTimestamp: Invalid value: "0001-01-01T00:00:00Z": field is immutable',
    ]);
    expect(updateIssuesOf(sliceWithMetadata({ creationTimestamp: '0001-01-01T00:00:00.5Z' }), before)).toEqual([
      'Invalid metadata.creationTimestamp: Invalid value: "0001-01-01T00:00:00Z": field is immutable',
    ]);
  });
});
