import { buildEndpoint, buildSlice, ownerWeb, sliceLabelsOfWeb } from '../support/build.ts';
import { deepFreeze } from '../support/deep-freeze.ts';
import { createsOf, updatesOf } from '../support/writes.ts';
import {
  type DesiredGroup,
  distributeEndpoints,
  type EndpointLike,
  type EndpointReader,
  endpointReader,
  type EndpointSliceLike,
} from 'endpointslice';
import { describe, expect, test } from 'vitest';

const template = { namespace: 'shop', generateName: 'web-', labels: sliceLabelsOfWeb, owner: ownerWeb };

/** Distributes a good group over no slices, but for what is said to be wrong. */
function distribute(wrong: {
  readonly group?: object;
  readonly template?: object;
  readonly slices?: unknown;
}): unknown {
  const group: DesiredGroup = {
    addressType: 'IPv4',
    ports: [],
    items: [buildEndpoint()],
    reader: endpointReader,
    ...wrong.group,
  };
  return distributeEndpoints({
    group,
    slices: (wrong.slices ?? []) as EndpointSliceLike[],
    template: { ...template, ...wrong.template },
    maxEndpointsPerSlice: 10,
  });
}

/** An object that contains an object, more than a hundred deep. */
function nested(): unknown {
  let value: unknown = {};
  for (let depth = 0; depth < 102; depth += 1) value = { value };
  return value;
}

describe('distributeEndpoints names what is wrong', () => {
  test.each<[string, Parameters<typeof distribute>[0]]>([
    ['group.addressType must be IPv4, IPv6 or FQDN, got ""', { group: { addressType: '' } }],
    ['group.addressType must be IPv4, IPv6 or FQDN, got "IPX"', { group: { addressType: 'IPX' } }],
    ['group.ports[1] must be an object, got 5', { group: { ports: [{}, 5] } }],
    ['group.items[1] must be an object, got 5', { group: { items: [buildEndpoint(), 5] } }],
    ['group.items[0].zone must be a string, got 5', { group: { items: [{ addresses: [], zone: 5 }] } }],
    ['template.namespace must be a non-empty string, got undefined', { template: { namespace: undefined } }],
    ['template.generateName must be a non-empty string, got ""', { template: { generateName: '' } }],
    ['template.labels must be an object, got undefined', { template: { labels: undefined } }],
    ['template.labels must be an object, got an object', { template: { labels: new Date(0) } }],
    ['template.owner must be an object, got undefined', { template: { owner: undefined } }],
    ['template.owner.uid must be a string, got 5', { template: { owner: { ...ownerWeb, uid: 5 } } }],
    [
      'template.owner must be nested at most 100 deep, got an object',
      { template: { owner: { ...ownerWeb, more: nested() } } },
    ],
    [
      'slices[1].metadata.name must be a non-empty string, got ""',
      { slices: [buildSlice(), buildSlice({ name: '' })] },
    ],
  ])('%s', (message, wrong) => {
    expect(() => distribute(wrong)).toThrow(`distributeEndpoints: ${message}`);
  });

  test('input must be an object, got 5', () => {
    expect(() => distributeEndpoints(5 as never)).toThrow(
      new TypeError('distributeEndpoints: input must be an object, got 5'),
    );
  });
});

describe('distributeEndpoints leaves null out of the owner', () => {
  test('that new slices carry', () => {
    const owner = { ...ownerWeb, controller: null, blockOwnerDeletion: undefined };
    const { plan } = distributeEndpoints({
      group: { addressType: 'IPv4', ports: [], items: [buildEndpoint()], reader: endpointReader },
      slices: [],
      template: { ...template, owner: owner as never },
      maxEndpointsPerSlice: 10,
    });
    const { controller: _, blockOwnerDeletion: __, ...bare } = ownerWeb;
    expect(createsOf(plan)[0]?.slice.metadata.ownerReferences).toStrictEqual([bare]);
  });
});

/** Reads addresses that are texts. */
const textReader: EndpointReader<string> = {
  address: (item) => item,
  isSame: (item, { addresses }) => addresses?.[0] === item,
  isUpToDate: (_, { zone }) => zone === 'a',
  toEndpoint: (item) => ({ addresses: [item], zone: 'a' }),
};

function distributeTexts(items: readonly string[], reader: object = {}, endpoints: readonly EndpointLike[] = []) {
  return distributeEndpoints<string>(
    deepFreeze({
      group: { addressType: 'IPv4', ports: [], items, reader: { ...textReader, ...reader } },
      slices: endpoints.length === 0 ? [] : [buildSlice({ ports: [], endpoints })],
      template,
      maxEndpointsPerSlice: 10,
    }),
  );
}

describe('a reader of the caller', () => {
  test('reads items that are no endpoints', () => {
    const there = [{ addresses: ['10.0.0.1'], zone: 'a' }];
    expect(distributeTexts(['10.0.0.1'], {}, there).plan).toMatchObject({ writes: [], unchanged: [{}] });
    const { plan } = distributeTexts(['10.0.0.2', '10.0.0.1'], {}, there);
    expect(updatesOf(plan)[0]?.slice.endpoints.map(({ addresses }) => addresses[0])).toEqual(['10.0.0.1', '10.0.0.2']);
    const changed = distributeTexts(['10.0.0.1'], {}, [{ addresses: ['10.0.0.1'], zone: 'b' }]).plan;
    expect(updatesOf(changed)[0]?.reasons).toEqual(['EndpointsChanged']);
  });

  test.each(['address', 'isSame', 'isUpToDate', 'toEndpoint'])('is refused without the method %s', (method) => {
    expect(() => distributeTexts([], { [method]: 5 })).toThrow(
      new TypeError(`distributeEndpoints: group.reader.${method} must be a function, got 5`),
    );
  });

  test.each<[string, object]>([
    ['group.reader.address must be a string, got 5', { address: () => 5 }],
    ['group.reader.toEndpoint must be an object, got undefined', { toEndpoint: () => undefined }],
    ['group.reader.toEndpoint.addresses[0] must be a string, got 5', { toEndpoint: () => ({ addresses: [5] }) }],
  ])('is refused for its answer: %s', (message, reader) => {
    expect(() => distributeTexts(['10.0.0.1'], reader)).toThrow(new TypeError(`distributeEndpoints: ${message}`));
  });
});
