import { interpretConditions } from 'endpointslice';
import { describe, expect, test } from 'vitest';

describe('interpretConditions', () => {
  test.each([[undefined], [null], [{}], [{ ready: null, serving: undefined }]])(
    'takes absent ready and serving for true, absent terminating for false: %j',
    (conditions) => {
      expect(interpretConditions(conditions)).toEqual({ ready: true, serving: true, terminating: false });
    },
  );

  test('leaves what is said as it is', () => {
    const conditions = { ready: false, serving: false, terminating: true };
    expect(interpretConditions(conditions)).toEqual(conditions);
    expect(interpretConditions({ ready: false })).toEqual({ ready: false, serving: true, terminating: false });
  });
});
