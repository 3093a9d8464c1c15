import { plannedCreate, plannedDelete, plannedUpdate } from '../../src/slice/planned-write.ts';
import { buildEndpoint, buildSlice, sliceLabelsOfWeb } from '../support/build.ts';
import { deepFreeze } from '../support/deep-freeze.ts';
import {
  type EndpointLike,
  type EndpointPortLike,
  type EndpointSlice,
  type EndpointSliceLike,
  formatEndpoint,
  formatPlan,
  formatPort,
  formatSlice,
  type Plan,
} from 'endpointslice';
import { describe, expect, test } from 'vitest';

const quoted = `"${'x'.repeat(64)}"…(301)`;

describe('formatPort', () => {
  test.each<[EndpointPortLike, string]>([
    [{ name: 'http', protocol: 'TCP', port: 80, appProtocol: 'kubernetes.io/h2c' }, 'http/TCP/80/kubernetes.io/h2c'],
    [{ name: '', protocol: 'UDP', port: 53 }, 'UDP/53'],
    [{ name: null, protocol: null, port: null, appProtocol: null }, '?/?'],
    [{}, '?/?'],
    [{ name: '?', protocol: '?' }, '"?"/"?"/?'],
    [{ name: 'a b', protocol: 'TCP', port: 0, appProtocol: '' }, '"a b"/TCP/0/'],
  ])('writes %j as %s', (port, text) => {
    expect(formatPort(port)).toBe(text);
  });
});

describe('formatSlice', () => {
  test.each<[EndpointSliceLike, string]>([
    [{ addressType: 'IPv4' }, 'IPv4 *: 0 endpoints'],
    [{ addressType: 'IPv4', metadata: null, endpoints: null, ports: null }, 'IPv4 *: 0 endpoints'],
    [
      { addressType: 'IPv6', metadata: { generateName: 'web-' }, endpoints: [buildEndpoint()] },
      'IPv6 web-*: 1 endpoint',
    ],
    [
      {
        addressType: 'FQDN',
        metadata: { name: 'web-1', generateName: 'web-' },
        endpoints: [{}, {}],
        ports: [{ protocol: 'TCP', port: 80 }, {}],
      } as EndpointSliceLike,
      'FQDN web-1 TCP/80 ?/?: 2 endpoints',
    ],
    [{ addressType: 'IPv4', metadata: { name: 'two\nlines' } }, 'IPv4 "two\\nlines": 0 endpoints'],
    [{ addressType: 'IPv4', metadata: { name: 'x'.repeat(301) } }, `IPv4 ${quoted}: 0 endpoints`],
    [{ addressType: 'IPv4', metadata: { name: 'x'.repeat(300) } }, `IPv4 ${'x'.repeat(300)}: 0 endpoints`],
  ])('writes a slice in one line: %j', (slice, text) => {
    expect(formatSlice(slice)).toBe(text);
  });
});

describe('formatEndpoint', () => {
  const target = { kind: 'Pod', namespace: 'shop', name: 'web-1' };

  test.each<[EndpointLike, string]>([
    [{ addresses: [] }, ': ready serving'],
    [{ addresses: ['10.0.0.1', 'fd00::1', 'a b'] }, '10.0.0.1,fd00::1,"a b": ready serving'],
    [{ addresses: ['a'], targetRef: target }, 'a Pod shop/web-1: ready serving'],
    [{ addresses: ['a'], targetRef: { kind: 'Pod', name: 'web-1' } }, 'a Pod web-1: ready serving'],
    [{ addresses: ['a'], targetRef: { namespace: 's p' } }, 'a ? "s p"/: ready serving'],
    [{ addresses: ['a'], targetRef: null, hostname: null, nodeName: null, zone: null }, 'a: ready serving'],
    [
      { addresses: ['a'], hostname: 'h', nodeName: 'n1', zone: 'z o', conditions: { ready: true } },
      'a as h on n1 in "z o": ready serving',
    ],
    [{ addresses: ['a'], conditions: { ready: false, serving: false, terminating: false } }, 'a: not ready'],
    [{ addresses: ['a'], conditions: { ready: false, serving: true, terminating: true } }, 'a: serving terminating'],
    [
      {
        addresses: ['a'],
        hints: { forZones: [{ name: 'x' }, { name: 'y' }], forNodes: [{ name: 'n1' }, { name: 'n 2' }] },
      },
      'a: ready serving for zones x,y for nodes n1,"n 2"',
    ],
    [{ addresses: ['a'], hints: { forZones: [], forNodes: null } }, 'a: ready serving'],
    [{ addresses: ['a'], hints: {} }, 'a: ready serving'],
  ])('writes an endpoint in one line: %j', (endpoint, text) => {
    expect(formatEndpoint(endpoint)).toBe(text);
  });

  test('takes absent addresses for none', () => {
    expect(formatEndpoint({} as EndpointLike)).toBe(': ready serving');
  });
});

/** A slice as it is to be written. */
function written(fields: Parameters<typeof buildSlice>[0]): EndpointSlice {
  return buildSlice(fields) as EndpointSlice;
}

function textOf(plan: Plan): string[] {
  const text = formatPlan(deepFreeze(plan));
  expect(text === '' || text.endsWith('\n')).toBe(true);
  return text.split('\n').slice(0, -1);
}

describe('formatPlan', () => {
  test('writes a line for each write, in order, and for each slice that stays', () => {
    const [one, two] = [buildEndpoint(), buildEndpoint({ pod: 'web-2', addresses: ['10.0.0.2'] })];
    const plan: Plan = {
      writes: [
        plannedCreate(written({ endpoints: [one, two], ports: [] }), ['EndpointsAdded', 'ReplacesSlice']),
        plannedDelete(buildSlice({ name: 'web-b', endpoints: [one] }), 'NotOwned'),
      ],
      unchanged: [buildSlice({ name: 'web-c', endpoints: [one] }), buildSlice({ name: 'web-d' })],
    };
    expect(textOf(plan)).toEqual([
      'create IPv4 web-a: 2 endpoints (EndpointsAdded, ReplacesSlice)',
      '  + 10.0.0.1 Pod shop/web-1 on n1: ready serving',
      '  + 10.0.0.2 Pod shop/web-2 on n1: ready serving',
      'delete IPv4 web-b http/TCP/8080: 1 endpoint (NotOwned)',
      'unchanged IPv4 web-c http/TCP/8080: 1 endpoint',
      'unchanged IPv4 web-d http/TCP/8080: 0 endpoints',
    ]);
    expect(textOf({ writes: [], unchanged: [] })).toEqual([]);
  });

  /** The lines below an update. */
  function changes(before: Parameters<typeof buildSlice>[0], after: Parameters<typeof buildSlice>[0]): string[] {
    const update = plannedUpdate(buildSlice(before), written(after), ['EndpointsChanged']);
    return textOf({ writes: [update], unchanged: [] }).slice(1);
  }

  test('tells endpoints that came, went, changed or have other hints; those that stay are not shown', () => {
    const at = (number: number, fields: object = {}) =>
      buildEndpoint({ pod: `web-${number}`, addresses: [`10.0.0.${number}`], ...fields });
    const hints = { forZones: [{ name: 'a' }] };
    expect(
      changes(
        { endpoints: [at(1), at(2), at(3), at(4), at(5, { hints })] },
        { endpoints: [at(6), at(5), at(3, { zone: 'z' }), at(2), at(4, { hints })] },
      ),
    ).toEqual([
      '  + 10.0.0.6 Pod shop/web-6 on n1: ready serving',
      '  h 10.0.0.5 Pod shop/web-5 on n1: ready serving',
      '  ~ 10.0.0.3 Pod shop/web-3 on n1 in z: ready serving',
      '  h 10.0.0.4 Pod shop/web-4 on n1: ready serving for zones a',
      '  - 10.0.0.1 Pod shop/web-1 on n1: ready serving',
    ]);
  });

  test('tells an endpoint that is there twice from one that is there once', () => {
    const one = buildEndpoint();
    expect(changes({ endpoints: [one] }, { endpoints: [one, one] })).toEqual([
      '  + 10.0.0.1 Pod shop/web-1 on n1: ready serving',
    ]);
  });

  test('tells ports that came and went', () => {
    const ports = (...numbers: readonly number[]) => numbers.map((port) => ({ name: 'p', protocol: 'TCP', port }));
    expect(changes({ ports: ports(1, 2) }, { ports: ports(2, 3, 4) })).toEqual([
      '  port + p/TCP/3',
      '  port + p/TCP/4',
      '  port - p/TCP/1',
    ]);
    expect(changes({ ports: null }, { ports: [] })).toEqual([]);
  });

  test('tells labels that came, went and changed, in order of their names', () => {
    expect(
      changes(
        { labels: { ...sliceLabelsOfWeb, z: '1', same: 'x', gone: 'y' } },
        { labels: { ...sliceLabelsOfWeb, z: '2', same: 'x', 'a b': '', new: 'q r' } },
      ),
    ).toEqual(['  label "a b"=', '  label gone removed', '  label new="q r"', '  label z=2']);
  });

  test('reads absent fields as empty ones', () => {
    const bare: EndpointSliceLike = { addressType: 'IPv4', metadata: { name: 'web-a' } };
    const labels = { app: 'web' };
    const update = plannedUpdate(bare, { ...written({}), metadata: { name: 'web-a', namespace: 'shop', labels } }, [
      'LabelsChanged',
    ]);
    expect(textOf({ writes: [update], unchanged: [] })).toEqual([
      'update IPv4 web-a http/TCP/8080: 0 endpoints (LabelsChanged)',
      '  port + http/TCP/8080',
      '  label app=web',
    ]);
    const { metadata: _, ...nameless } = bare;
    expect(textOf({ writes: [{ ...update, before: nameless }], unchanged: [] }).slice(2)).toEqual(['  label app=web']);
  });

  test.each<[string, unknown]>([
    ['unchanged[0].metadata.generateName must be a string, got 5', { metadata: { generateName: 5 } }],
    ['unchanged[0].ports[0].port must be a whole number, got "80"', { ports: [{ port: '80' }] }],
    ['unchanged[0].metadata.labels must be an object, got 5', { metadata: { name: 'a', labels: 5 } }],
    ['unchanged[0].ports[0].name must be a string, got 5', { metadata: { name: 'a' }, ports: [{ name: 5 }] }],
  ])('refuses what it cannot print: %s', (message, slice) => {
    const plan = { writes: [], unchanged: [{ addressType: 'IPv4', ...(slice as object) }] };
    expect(() => formatPlan(plan as never)).toThrow(`formatPlan: plan.${message}`);
  });
});

describe('formatSlice, formatPort and formatEndpoint', () => {
  test.each<[string, () => unknown]>([
    ['formatSlice: slice must be an object, got 5', () => formatSlice(5 as never)],
    ['formatSlice: slice.addressType must be a string, got 5', () => formatSlice({ addressType: 5 as never })],
    ...['name', 'generateName'].map((field): [string, () => unknown] => [
      `formatSlice: slice.metadata.${field} must be a string, got 5`,
      () => formatSlice({ addressType: 'IPv4', metadata: { [field]: 5 } }),
    ]),
    [
      'formatSlice: slice.endpoints must be an array, got 5',
      () => formatSlice({ addressType: 'IPv4', endpoints: 5 as never }),
    ],
    ['formatSlice: slice.ports must be an array, got 5', () => formatSlice({ addressType: 'IPv4', ports: 5 as never })],
    ['formatPort: port must be an object, got 5', () => formatPort(5 as never)],
    ['formatPort: port.name must be a string, got 5', () => formatPort({ name: 5 as never })],
    ['formatEndpoint: endpoint must be an object, got 5', () => formatEndpoint(5 as never)],
    [
      'formatEndpoint: endpoint.zone must be a string, got 5',
      () => formatEndpoint({ addresses: [], zone: 5 as never }),
    ],
  ])('refuse what they cannot print: %s', (message, call) => {
    expect(call).toThrow(message);
  });
});
