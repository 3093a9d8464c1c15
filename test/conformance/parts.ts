import type { AnyPart } from './part.ts';
import { reconcilePart } from './reconcile/reconcile.ts';

/** All parts, in the order of the closing table. */
export const parts: readonly AnyPart[] = [reconcilePart];
