import { enter } from '../../src/internal/door.ts';
import { describe, expect, test } from 'vitest';
import { checkPorts } from '../../src/ports/check-ports.ts';

function check(ports: unknown): void {
  enter('caller', () => checkPorts(ports as never, ['slice', 'ports']));
}

describe('checkPorts', () => {
  test.each([
    [undefined],
    [null],
    [[]],
    [[{}]],
    [[{ name: null, protocol: undefined, appProtocol: null, port: null }]],
    [[{ name: 'http', protocol: 'TCP', appProtocol: 'h2c', port: 80 }, { port: 0 }]],
  ])('takes %j', (ports) => {
    expect(() => check(ports)).not.toThrow();
  });

  test.each([
    [{}, 'caller: slice.ports must be an array, got an object'],
    [[{}, null], 'caller: slice.ports[1] must be an object, got null'],
    [[{}, { name: 5 }], 'caller: slice.ports[1].name must be a string, got 5'],
    [[{ protocol: 5 }], 'caller: slice.ports[0].protocol must be a string, got 5'],
    [[{ appProtocol: {} }], 'caller: slice.ports[0].appProtocol must be a string, got an object'],
    [[{ port: '80' }], 'caller: slice.ports[0].port must be a whole number, got "80"'],
    [[{}, { port: 1.5 }], 'caller: slice.ports[1].port must be a whole number, got 1.5'],
    [[{ port: Number.NaN }], 'caller: slice.ports[0].port must be a whole number, got NaN'],
  ])('refuses %j, and says where', (ports, message) => {
    expect(() => check(ports)).toThrow(new TypeError(message));
  });
});
