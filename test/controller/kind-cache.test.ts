import { describe, expect, test } from 'vitest';
import { applyEvent, applyList, emptyKindCache, type KindCache } from '../../src/controller/kind-cache.ts';
import { sortedMapForEach } from '../../src/internal/sorted-map.ts';

interface Thing {
  readonly metadata: { readonly name: string; readonly uid?: string; readonly resourceVersion?: string };
}

function thing(name: string, version: string, uid = name): Thing {
  return { metadata: { name, uid, resourceVersion: version } };
}

function hear(cache: KindCache<Thing>, type: 'ADDED' | 'MODIFIED' | 'DELETED', object: Thing): KindCache<Thing> {
  return applyEvent(cache, { type, key: object.metadata.name, object }).cache;
}

function list(cache: KindCache<Thing>, version: string, ...objects: readonly Thing[]): KindCache<Thing> {
  return applyList(cache, { items: new Map(objects.map((object) => [object.metadata.name, object])), version }).cache;
}

function contents({ items }: KindCache<Thing>): string[] {
  const texts: string[] = [];
  sortedMapForEach(items, ({ metadata }) => texts.push(`${metadata.name}@${metadata.resourceVersion}`));
  return texts;
}

const listed: KindCache<Thing> = list(emptyKindCache, '10', thing('a', '5'), thing('b', '7'));

describe('an event', () => {
  test('sets what is newer, and passes over what is not', () => {
    expect(contents(hear(listed, 'MODIFIED', thing('a', '11')))).toEqual(['a@11', 'b@7']);
    expect(contents(hear(listed, 'MODIFIED', thing('a', '4')))).toEqual(['a@5', 'b@7']);
    expect(contents(hear(listed, 'ADDED', thing('c', '9')))).toEqual(['a@5', 'b@7']);
    expect(contents(hear(listed, 'ADDED', thing('c', '11')))).toEqual(['a@5', 'b@7', 'c@11']);
  });

  test('of an unlisted kind is taken whatever was heard before: a streaming list is in no order', () => {
    const cache = hear(hear(emptyKindCache, 'ADDED', thing('a', '9')), 'ADDED', thing('b', '3'));
    expect(contents(cache)).toEqual(['a@9', 'b@3']);
  });

  test('DELETED removes the object of its uid, whichever version it tells', () => {
    expect(contents(hear(listed, 'DELETED', thing('a', '5')))).toEqual(['b@7']);
    expect(contents(hear(listed, 'DELETED', thing('a', '12')))).toEqual(['b@7']);
  });

  test('DELETED of an earlier object of the name leaves the one that is there; that of a later one removes it', () => {
    const again = hear(listed, 'ADDED', thing('a', '11', 'second'));
    expect(contents(hear(again, 'DELETED', thing('a', '6', 'a')))).toEqual(['a@11', 'b@7']);
    expect(contents(hear(again, 'DELETED', thing('a', '13', 'third')))).toEqual(['b@7']);
  });

  test('DELETED without a uid removes what is not newer', () => {
    const bare: Thing = { metadata: { name: 'a', resourceVersion: '5' } };
    expect(contents(hear(listed, 'DELETED', bare))).toEqual(['b@7']);
    const older: Thing = { metadata: { name: 'a', resourceVersion: '4' } };
    expect(contents(hear(listed, 'DELETED', older))).toEqual(['a@5', 'b@7']);
    expect(contents(hear(listed, 'DELETED', { metadata: { name: 'a' } }))).toEqual(['b@7']);
  });

  test('without a version that can be compared counts as news, unless it is the same one', () => {
    const odd = hear(listed, 'MODIFIED', thing('a', 'x1'));
    expect(contents(odd)).toEqual(['a@x1', 'b@7']);
    expect(applyEvent(odd, { type: 'MODIFIED', key: 'a', object: thing('a', 'x1') }).change).toBeUndefined();
    expect(applyEvent(odd, { type: 'MODIFIED', key: 'a', object: thing('a', 'x0') }).change).toBeDefined();
  });

  test('moves the newest version that was heard of, and never back', () => {
    expect(hear(listed, 'MODIFIED', thing('a', '11')).version).toBe('11');
    expect(hear(listed, 'MODIFIED', thing('a', '4')).version).toBe('10');
    expect(hear(listed, 'DELETED', thing('a', '12')).version).toBe('12');
  });
});

describe('a list', () => {
  test('says what came, changed and went, in order of keys', () => {
    const items = new Map([
      ['c', thing('c', '12')],
      ['b', thing('b', '13')],
    ]);
    const { changes, cache } = applyList(listed, { items, version: '14' });
    expect(
      changes.map(({ key, before, after }) => [key, before?.metadata.resourceVersion, after?.metadata.resourceVersion]),
    ).toEqual([
      ['a', '5', undefined],
      ['b', '7', '13'],
      ['c', undefined, '12'],
    ]);
    expect(cache).toMatchObject({ listed: true, version: '14' });
  });

  test('that is older than what was heard takes nothing back', () => {
    const later = hear(hear(listed, 'ADDED', thing('c', '11')), 'DELETED', thing('a', '12'));
    expect(contents(list(later, '10', thing('a', '5'), thing('b', '7')))).toEqual(['b@7', 'c@11']);
    expect(list(later, '10').version).toBe('12');
  });

  test('without a version counts as newer than everything', () => {
    expect(contents(list(listed, '', thing('c', '3')))).toEqual(['c@3']);
  });
});
