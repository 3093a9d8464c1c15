import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchesSelector, type PodLike, type ServiceLike } from 'endpointslice';
import {
  emptyServiceIndex,
  indexService,
  type ServiceIndex,
  servicesOfPod,
  unindexService,
} from 'endpointslice/controller';

const labels = fc.dictionary(
  fc.constantFrom('app', 'tier', 'zone', '__proto__', 'constructor'),
  fc.constantFrom('', 'a', 'b'),
);
const namespace = fc.constantFrom('shop', 'pay');
const service = fc.record({
  metadata: fc.record({ namespace, name: fc.constantFrom('s1', 's2', 's3', 's4', 's5') }),
  spec: fc.record({
    selector: fc.option(labels, { nil: undefined }),
    type: fc.constantFrom('ClusterIP', 'ExternalName'),
  }),
});
const change = fc.record({ service, isGone: fc.boolean() });
const pod = fc.record({ metadata: fc.record({ namespace, name: fc.constant('p'), labels }) });

/** What a Service is known by. */
function keyOf({ metadata }: ServiceLike): string {
  return `${metadata?.namespace}/${metadata?.name}`;
}

function chooses({ metadata, spec }: ServiceLike, chosen: PodLike): boolean {
  const isNear = metadata?.namespace === chosen.metadata?.namespace;
  return isNear && spec?.type !== 'ExternalName' && matchesSelector(spec?.selector, chosen.metadata?.labels);
}

describe('the index of Services', () => {
  test('finds the Services that asking each of them would find, after any changes: index by labels', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 20 }), pod, (changes, asked) => {
        const known = new Map<string, ServiceLike>();
        let index: ServiceIndex = emptyServiceIndex;
        for (const { service: changed, isGone } of changes) {
          const before = JSON.stringify(index);
          const next = isGone ? unindexService(index, changed.metadata) : indexService(index, changed);
          expect(JSON.stringify(index)).toBe(before);
          index = next;
          if (isGone) known.delete(keyOf(changed));
          else known.set(keyOf(changed), changed);
        }
        const expected = [...known.values()].filter((one) => chooses(one, asked)).map(keyOf);
        const found = servicesOfPod(index, asked).map(({ namespace: place, name }) => `${place}/${name}`);
        expect(found).toEqual(expected.toSorted());
      }),
    );
  });

  test('is empty again when every Service is gone', () => {
    fc.assert(
      fc.property(fc.array(service), (services) => {
        let index: ServiceIndex = emptyServiceIndex;
        for (const one of services) index = indexService(index, one);
        for (const { metadata } of services) index = unindexService(index, metadata);
        expect(index).toEqual(emptyServiceIndex);
      }),
    );
  });

  test('looks at few Services that do not choose the pod, though all share a pair', () => {
    let index: ServiceIndex = emptyServiceIndex;
    for (let number = 0; number < 2000; number += 1) {
      const selector = { app: 'web', shard: `${number}` };
      index = indexService(index, { metadata: { namespace: 'shop', name: `s${number}` }, spec: { selector } });
    }
    let readCount = 0;
    const asked = { app: 'web', shard: '7' };
    const counted = new Proxy(asked, {
      getOwnPropertyDescriptor: (target, key) => {
        readCount += 1;
        return Reflect.getOwnPropertyDescriptor(target, key);
      },
    });
    expect(servicesOfPod(index, { metadata: { namespace: 'shop', name: 'p', labels: counted } })).toEqual([
      { namespace: 'shop', name: 's7' },
    ]);
    expect(readCount).toBeLessThan(50);
  });
});
