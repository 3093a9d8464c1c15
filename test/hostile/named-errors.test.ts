import { describe, expect, test } from 'vitest';
import { calls, publicFunctions } from './calls.ts';
import { isWellNamed, misnamedErrors } from './named-errors.ts';

test('every refusal names the function that was called, and the place in its arguments: named errors', () => {
  expect(misnamedErrors()).toEqual([]);
});

describe('the judge of refusals', () => {
  const call = calls.find(({ name }) => name === 'listEndpoints');
  const answer = publicFunctions.get('listEndpoints');
  if (call === undefined || answer === undefined) throw new Error('listEndpoints is public');
  const isGood = (message: string, ...path: readonly (string | number)[]): boolean =>
    isWellNamed(message, { answer, call, path });

  test('takes the place itself, what is around it and what is in it', () => {
    expect(isGood("listEndpoints: options.policy must be 'kube-proxy', got 5", 2, 'policy')).toBe(true);
    expect(isGood('listEndpoints: options must be an object, got 5', 2, 'policy')).toBe(true);
    expect(isGood('listEndpoints: servicePort.service must be a string, got undefined', 1)).toBe(true);
  });

  test.each([
    ["diffEndpoints: options.policy must be 'kube-proxy', got 5"],
    ["listEndpoints: service must be 'kube-proxy', got 5"],
    ["listEndpoints: options.family must be 'IPv4', got 5"],
    ["Cannot read properties of null (reading 'policy')"],
  ])('refuses another function, another place and what the engine says: %s', (message) => {
    expect(isGood(message, 2, 'policy')).toBe(false);
  });
});
