/** Divides Services among instances by a hash of their names. */

import { enter } from '../internal/door.ts';
import { expectArray, expectName, expectObject } from '../internal/expect.ts';
import { fnv128a } from '../internal/fnv128.ts';
import { outOfRange, type Path, wrongType } from '../internal/invariant.ts';
import type { ServiceReference } from '../model/routable-endpoint.ts';

/** The part of the Services that one of several instances looks after. */
export interface ShardAssignment {
  /** The number of shards into which Services are divided; the same for all instances. */
  readonly count: number;
  /** The shards of this instance, from 0 to `count` − 1. */
  readonly own: readonly number[];
}

/**
 * Returns the shard of a Service, from 0 to `count` − 1: a hash of its namespace and name, always the same.
 *
 * @throws RangeError if `count` is not a whole number of 1 or more
 * @see KEP-5866
 * @example
 * ['web', 'db', 'cache', 'mail'].map((name) => shardOf({ namespace: 'shop', name }, 3)) // => [1, 2, 1, 0]
 */
export function shardOf(service: ServiceReference, count: number): number {
  return enter('shardOf', () => {
    const { namespace, name } = expectObject(service, ['service']);
    expectName(namespace, ['service', 'namespace']);
    expectName(name, ['service', 'name']);
    return hashShard(`${namespace}/${name}`, expectShardCount(count, ['count']));
  });
}

/** Returns whether an instance looks after the Service with a key; without shards it looks after all. */
export function isOwnShard(shards: ShardAssignment | undefined, serviceKey: string): boolean {
  return shards === undefined || shards.own.includes(hashShard(serviceKey, shards.count));
}

/** Reads and copies an assignment; returns `undefined` if it is absent. */
export function readShards(shards: ShardAssignment | null | undefined, path: Path): ShardAssignment | undefined {
  if (shards === null || shards === undefined) return undefined;
  const { count, own } = expectObject(shards, path);
  expectShardCount(count, [...path, 'count']);
  const numbers = Array.from(expectArray(own, [...path, 'own']), (shard, index) => {
    const isThere = Number.isInteger(shard) && shard >= 0 && shard < count;
    if (!isThere) throw outOfRange([...path, 'own', index], `a whole number from 0 to ${count - 1}`, shard);
    return shard;
  });
  return { count, own: [...new Set(numbers)].sort((left, right) => left - right) };
}

function expectShardCount(count: unknown, path: Path): number {
  if (typeof count !== 'number') throw wrongType(path, 'a number', count);
  if (Number.isSafeInteger(count) && count >= 1) return count;
  throw outOfRange(path, 'a whole number, 1 or more', count);
}

/** Computes a shard from the last 48 bits of a hash; every character of the key changes them. */
function hashShard(serviceKey: string, count: number): number {
  return Number.parseInt(fnv128a(serviceKey).slice(-12), 16) % count;
}
