import type { AnyPart } from './part.ts';

/** All parts, in the order of the closing table. */
export const parts: readonly AnyPart[] = [];
