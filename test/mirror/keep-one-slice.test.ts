import { describe, expect, test } from 'vitest';
import { keepOneSlice } from '../../src/mirror/keep-one-slice.ts';
import { mirroredSlice } from '../support/mirror-world.ts';

describe('keepOneSlice', () => {
  test('keeps the first by name of each type and port map (mirroring/first-slice-by-name, rule 3.4.2)', () => {
    const [b, a, six, other] = [
      mirroredSlice('b', 'IPv4 10.0.0.1 : x/1 y/2'),
      mirroredSlice('a', 'IPv4 : y/2 x/1'),
      mirroredSlice('c', 'IPv6 : x/1 y/2'),
      mirroredSlice('d', 'IPv4 : x/1'),
    ];
    expect(keepOneSlice([b, six, other, a])).toEqual({
      kept: [a, six, other],
      surplus: [b],
    });
  });
});
