import type { EndpointSliceLike } from 'endpointslice';
import { applyWrites } from './apply-writes.ts';
import { type ServiceWorld, writesOf } from './truth.ts';

/**
 * A controller that plans a Service at every change of it, at once, from the truth, and whose writes never fail: what the
 * number of writes is measured by.
 */
export class NaiveController {
  readonly #worldOf: (key: string, slices: readonly EndpointSliceLike[]) => ServiceWorld;
  readonly #slices = new Map<string, readonly EndpointSliceLike[]>();
  writeCount = 0;

  constructor(worldOf: (key: string, slices: readonly EndpointSliceLike[]) => ServiceWorld) {
    this.#worldOf = worldOf;
  }

  /** Something about a Service has changed. */
  sync(key: string): void {
    const slices = this.#slices.get(key) ?? [];
    const writes = writesOf(this.#worldOf(key, slices));
    this.writeCount += writes.length;
    if (writes.length > 0) this.#slices.set(key, applyWrites(slices, writes, this.writeCount));
  }

  /** Somebody else has changed a slice of the Service: it takes a write or two to put that right. */
  repair(_key: string): void {
    this.writeCount += 2;
  }
}
