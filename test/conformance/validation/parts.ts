import type { AnyPart } from '../part.ts';
import { convertPart } from './convert.ts';
import { strictDecodePart } from './decode.ts';
import { ipPart, namesPart } from './texts.ts';
import { validateCreatePart, validateUpdatePart } from './validate.ts';

/** All parts about validation. */
export const validationParts: readonly AnyPart[] = [
  validateCreatePart,
  validateUpdatePart,
  convertPart,
  strictDecodePart,
  namesPart,
  ipPart,
];
