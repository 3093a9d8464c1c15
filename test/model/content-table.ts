import type { EndpointSliceLike } from 'endpointslice';
import { listingsOf } from '../support/listings.ts';
import { endpointText } from './world.ts';

/** The contents that slices have had: everything but what the server gives a slice. Each is known by its number. */
export class ContentTable {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];
  readonly #listings: number[] = [];
  readonly #bits = new Map<string, number>();
  readonly #slices = new Map<string, EndpointSliceLike>();

  numberOf(slice: EndpointSliceLike): number {
    const {
      name: _name,
      uid: _uid,
      generation: _generation,
      resourceVersion: _version,
      ...metadata
    } = slice.metadata ?? {};
    const text = JSON.stringify({ ...slice, metadata });
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#texts.length;
    this.#numbers.set(text, number);
    this.#texts.push(text);
    this.#listings.push(this.listingBits([slice]));
    return number;
  }

  /** The slice with this content, as the server has it under this number, in these versions. */
  sliceOf(content: number, slice: number, generation: number, resourceVersion: number): EndpointSliceLike {
    const key = `${content} ${slice} ${generation} ${resourceVersion}`;
    let made = this.#slices.get(key);
    if (made === undefined) {
      const parsed = JSON.parse(this.#texts[content] ?? '') as EndpointSliceLike;
      const letter = letterOf(slice);
      const given = { name: `web-${letter}`, uid: `u:${letter}`, resourceVersion: String(resourceVersion), generation };
      made = { ...parsed, metadata: { ...parsed.metadata, ...given } };
      this.#slices.set(key, made);
    }
    return made;
  }

  /** What a slice with this content lists, as bits: one for each port, and endpoint or address. */
  listingsOf(content: number): number {
    return this.#listings[content] ?? 0;
  }

  /** What these slices list, as bits. */
  listingBits(slices: readonly EndpointSliceLike[]): number {
    let bits = 0;
    for (const listing of listingsOf(slices)) {
      const bit = this.#bits.get(listing) ?? this.#bits.size;
      if (bit > 29) throw new RangeError('too many listings for one number');
      this.#bits.set(listing, bit);
      bits |= 1 << bit;
    }
    return bits;
  }

  /** The listings of some bits as text. */
  describeListings(bits: number): string[] {
    return [...this.#bits].filter(([, bit]) => ((bits >> bit) & 1) === 1).map(([listing]) => listing);
  }

  /** The endpoints of a content, each as text. */
  endpointsOf(content: number): string[] {
    const { endpoints, ports } = JSON.parse(this.#texts[content] ?? '') as EndpointSliceLike;
    const portTexts = (ports ?? []).map(({ name, port }) => `${name}:${port}`);
    return (endpoints ?? []).map(({ addresses, conditions, targetRef }) => {
      const { ready, serving, terminating } = conditions ?? {};
      return endpointText(portTexts, targetRef?.name ?? '', (addresses ?? []).join(), [
        ready ?? undefined,
        serving ?? undefined,
        terminating ?? undefined,
      ]);
    });
  }
}

/** How a slice of some number is called: `web-a`, with uid `u:a`, is number 0. */
export function letterOf(slice: number): string {
  return String.fromCharCode(97 + slice);
}

/** The number of the slice with this uid. */
export function sliceOfUid(uid: string): number {
  return uid.charCodeAt(2) - 97;
}
