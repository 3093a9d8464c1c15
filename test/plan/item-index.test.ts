import { indexItems } from '../../src/plan/item-index.ts';
import { buildEndpoint } from '../support/build.ts';
import { type Endpoint, type EndpointLike, endpointReader } from 'endpointslice';
import { describe, expect, test } from 'vitest';

function at(address: string, fields: Partial<Endpoint> & { readonly pod?: string } = {}): Endpoint {
  return buildEndpoint({ addresses: [address], ...fields });
}

function conditions(ready: boolean, serving: boolean, terminating: boolean): NonNullable<Endpoint['conditions']> {
  return { ready, serving, terminating };
}

describe('indexItems', () => {
  test('finds an endpoint by its whole identity, whether others share its address or not', () => {
    const items = [at('a', { pod: 'p' }), at('b', { pod: 'p' }), at('b', { pod: 'q' }), at('b', { hostname: 'h' })];
    const { find, duplicates } = indexItems(items, endpointReader);
    expect(items.map(find)).toEqual([0, 1, 2, 3]);
    expect(duplicates).toEqual([]);
    const strangers: EndpointLike[] = [
      at('c', { pod: 'p' }),
      at('a', { pod: 'q' }),
      at('b', { pod: 'r' }),
      at('a', { pod: 'p', hostname: 'h' }),
      { addresses: ['a', 'b'] },
      { addresses: [] },
    ];
    expect(strangers.map(find)).toEqual([-1, -1, -1, -1, -1, -1]);
    expect(find(at('a', { pod: 'p', zone: 'z', conditions: {} }))).toBe(0);
  });

  test.each<[string, readonly Endpoint[]]>([
    [
      'that is ready, then serving, then not terminating',
      [
        at('a', { conditions: conditions(true, false, true), zone: 'a' }),
        at('a', { conditions: conditions(false, true, true), zone: 'b' }),
        at('a', { conditions: conditions(false, false, false), zone: 'c' }),
        at('a', { conditions: conditions(false, false, true), zone: 'd' }),
      ],
    ],
    [
      'that is serving, though not ready',
      [
        at('a', { conditions: conditions(false, true, true), zone: 'a' }),
        at('a', { conditions: conditions(false, false, false), zone: 'b' }),
      ],
    ],
    [
      'that is not terminating',
      [
        at('a', { conditions: conditions(false, false, false), zone: 'a' }),
        at('a', { conditions: conditions(false, false, true), zone: 'b' }),
      ],
    ],
    ['that is greatest as text', [at('a', { zone: 'c' }), at('a', { zone: 'b' }), at('a', { zone: 'a' })]],
  ])('takes of one identity the one %s, in any order (ledger planner/duplicate-desired)', (_, best) => {
    const other = at('b');
    for (const list of [best, [...best].reverse()]) {
      for (let shift = 0; shift < list.length; shift += 1) {
        const items = [...list.slice(shift), other, ...list.slice(0, shift)];
        const { find, duplicates } = indexItems(items, endpointReader);
        expect(items[find(at('a'))]).toBe(best[0]);
        expect(duplicates.map((position) => items[position])).toEqual(
          items.filter((item) => item !== other && item !== best[0]),
        );
      }
    }
  });

  test('takes the first of items that are the same throughout', () => {
    const { find, duplicates } = indexItems([at('a'), at('a'), at('a')], endpointReader);
    expect(find(at('a'))).toBe(0);
    expect(duplicates).toEqual([1, 2]);
  });
});
