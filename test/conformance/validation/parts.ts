import type { AnyPart } from '../part.ts';
import { validateCreatePart, validateUpdatePart } from './validate.ts';

/** All parts about validation. */
export const validationParts: readonly AnyPart[] = [validateCreatePart, validateUpdatePart];
