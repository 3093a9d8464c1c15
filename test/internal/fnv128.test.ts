import { describe, expect, test } from 'vitest';
import { fnv128a } from '../../src/internal/fnv128.ts';

describe('fnv128a', () => {
  // What Go's hash/fnv New128a gives for the same bytes.
  test.each([
    ['', '6c62272e07bb014262b821756295c58d'],
    ['foobar', '343e1662793c64bf6f0d3597ba446f18'],
    ['ü€😀', 'fcec0c05e20219075c63a5b242b18187'],
    ['\ufffd', 'a68aef37508b5822836dbc787681ca7a'],
    [
      '(v1.EndpointPort){Name:(*string)http Protocol:(*v1.Protocol)TCP Port:(*int32)80 AppProtocol:(*string)<nil>}',
      'b6c4d325122a5ba6f795b0bbffcebb6f',
    ],
  ])('hashes %j as Go does (rule 1.6.4)', (text, hash) => {
    expect(fnv128a(text)).toBe(hash);
  });

  test('takes a lone surrogate for U+FFFD, as Go reads it', () => {
    expect(fnv128a('\ud800')).toBe(fnv128a('\ufffd'));
    expect(fnv128a('a\udc00b')).toBe(fnv128a('a\ufffdb'));
  });
});
