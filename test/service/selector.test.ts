import { matchesSelector, type StringMapLike } from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { compileSelector } from '../../src/service/selector.ts';

describe('matchesSelector', () => {
  test.each([
    [{ app: 'web' }, { app: 'web' }, true],
    [{ app: 'web' }, { app: 'web', tier: 'front' }, true],
    [{ app: 'web' }, { app: 'db' }, false],
    [{ app: 'web' }, { tier: 'web' }, false],
    [{ app: 'web', tier: 'front' }, { app: 'web' }, false],
    [{ tier: 'front', app: 'web' }, { app: 'web' }, false],
    [{ app: 'web' }, {}, false],
    [{ app: 'web' }, undefined, false],
    [{ app: 'web' }, null, false],
    [{}, { app: 'web' }, true],
    [{}, {}, true],
    [{}, undefined, true],
    [{}, null, true],
    [undefined, { app: 'web' }, false],
    [null, undefined, false],
    // An absent value is an empty one; a label that is not there is not.
    [{ app: '' }, { app: '' }, true],
    [{ app: null }, { app: '' }, true],
    [{ app: '' }, {}, false],
    [{ app: null }, { app: 'web' }, false],
  ])('of %j on labels %j says %j (rules 2.1, 2.8)', (selector, labels, expected) => {
    expect(matchesSelector(selector, labels)).toBe(expected);
  });

  test('looks at own labels only', () => {
    expect(matchesSelector({ constructor: 'x' }, Object.create({ constructor: 'x' }) as StringMapLike)).toBe(false);
    expect(matchesSelector({ app: 'web' }, Object.create({ app: 'web' }) as StringMapLike)).toBe(false);
  });
});

test('compileSelector reads the selector once', () => {
  const selector: { [key: string]: string } = { app: 'web' };
  const isChosen = compileSelector(selector);
  selector['tier'] = 'front';
  selector['app'] = 'db';
  expect(isChosen({ app: 'web' })).toBe(true);
});
