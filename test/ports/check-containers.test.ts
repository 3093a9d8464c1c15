import { describe, expect, test } from 'vitest';
import { checkContainers } from '../../src/ports/check-containers.ts';
import { faultOf } from '../support/fault-of.ts';

describe('checkContainers', () => {
  const check = (spec: unknown): string | undefined => faultOf(() => checkContainers({ spec } as never, 3));
  const port = { containerPort: 80 };

  test.each([
    [undefined],
    [null],
    [{}],
    [{ containers: null, initContainers: null }],
    [{ containers: [], initContainers: [] }],
    [
      {
        containers: [{}, { ports: null }, { ports: [] }, { ports: [port, port] }],
        initContainers: [{ ports: [port] }],
      },
    ],
  ])('takes %j', (spec) => {
    expect(check(spec)).toBeUndefined();
  });

  test.each(['containers', 'initContainers'])('refuses what are no %s, and says where', (field) => {
    const place = `caller: pods[3].spec.${field}`;
    const faults: readonly (readonly [unknown, string])[] = [
      [{}, ' must be an array, got an object'],
      ['x', ' must be an array, got "x"'],
      [[{}, 5], '[1] must be an object, got 5'],
      [[null], '[0] must be an object, got null'],
      [[[]], '[0] must be an object, got an array'],
      [[{}, { ports: {} }], '[1].ports must be an array, got an object'],
      [[{ ports: [port, 5] }], '[0].ports[1] must be an object, got 5'],
      [[{ ports: [null] }], '[0].ports[0] must be an object, got null'],
      [[{ ports: [[]] }], '[0].ports[0] must be an object, got an array'],
      [[{ ports: [port, {}] }], '[0].ports[1].containerPort must be a whole number, got undefined'],
      [[{ ports: [{ containerPort: 1.5 }] }], '[0].ports[0].containerPort must be a whole number, got 1.5'],
      [[{ ports: [{ containerPort: '80' }] }], '[0].ports[0].containerPort must be a whole number, got "80"'],
    ];
    for (const [value, fault] of faults) expect(check({ [field]: value })).toBe(`${place}${fault}`);
  });
});
