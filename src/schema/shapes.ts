import * as z from 'zod';
import { canBeTime, isInt64, isTime } from '../decode/read-fields.ts';
import { type Field, type FieldKind, type FieldTable, isListField } from '../internal/field-table.ts';
import { isRecord } from '../internal/plain-object.ts';
import {
  CORE_ENDPOINTS_FIELDS,
  ENDPOINT_FIELDS,
  ENDPOINT_SLICE_FIELDS,
  ENDPOINT_V1BETA1_FIELDS,
  FULL_OBJECT_META_FIELDS,
  NODE_FIELDS,
  POD_FIELDS,
  SERVICE_FIELDS,
} from '../model/fields.ts';

/**
 * The shapes of the objects that the library reads, as zod schemas made from the tables of their fields. `message`s are
 * what a value must be; `explainShape` adds what it is instead.
 *
 * Nothing here leaves this folder: the types that callers see are written by hand.
 */

const text = z.string({ error: 'must be a string' });
const flag = z.boolean({ error: 'must be true or false' });
const int32 = z.int32({ error: 'must be a whole number of 32 bits' });
const integer = z.custom(isInt64, { error: 'must be a whole number of 64 bits' });
const time = z.custom((value) => (typeof value === 'string' ? isTime(value) : canBeTime(value)), {
  error: 'must be an RFC 3339 time',
});
const json = z.json();

/** An object with any keys. Not `z.record`, which passes over a key `__proto__`: an entry like any other, in JSON. */
function mapOf(entry: z.ZodType): z.ZodType {
  return z.unknown().check((context) => {
    const { value } = context;
    if (!isRecord(value)) {
      context.issues.push({ code: 'custom', input: value, message: 'must be an object' });
      return;
    }
    for (const key of Object.keys(value)) {
      for (const { message } of entry.safeParse(value[key]).error?.issues ?? []) {
        context.issues.push({ code: 'custom', input: value[key], path: [key], message });
      }
    }
  });
}

const KINDS: { readonly [Kind in FieldKind]: z.ZodType } = {
  text,
  'plain text': text,
  'required text': text,
  flag,
  int32,
  'required int32': int32,
  int64: integer,
  'plain int64': integer,
  time,
  'plain time': time,
  'text map': mapOf(text.nullish()),
  'quantity map': mapOf(z.union([z.string(), z.number()], { error: 'must be a quantity' }).nullish()),
  'int or text': z.custom((value) => typeof value === 'string' || isInt32(value) || isWrapped(value), {
    error: 'must be a whole number or a string',
  }),
  json: z.custom((value) => json.safeParse(value).success, { error: 'must be JSON' }),
};

function isInt32(value: unknown): boolean {
  return int32.safeParse(value).success;
}

/** The form that construct libraries give to numbers that may be texts. */
function isWrapped(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('value' in value)) return false;
  return typeof value.value === 'string' || isInt32(value.value);
}

/** How the shape of an object is made from the table of its fields. */
interface ShapeOptions {
  /** Whether a field that the API does not know is an issue. */
  readonly strict: boolean;
  /** Whether required fields and items of lists must be there. If not, they are Go's zero value where they are not. */
  readonly demanding: boolean;
}

function shapeOf(field: Field, options: ShapeOptions): z.ZodType {
  if (typeof field === 'string') return KINDS[field];
  if (isListField(field)) {
    const item = shapeOf(field[0], options);
    return z.array(options.demanding ? item : item.nullish(), { error: 'must be a list' });
  }
  // Metadata is read as that of a slice is, whatever it is of.
  return objectShape(field, field === FULL_OBJECT_META_FIELDS ? { ...options, demanding: false } : options);
}

/** The shape of an object; `given` are the shapes of fields that are not made from the table. */
function objectShape(table: FieldTable, options: ShapeOptions, given: z.ZodRawShape = {}): z.ZodType {
  const shape: { [name: string]: z.ZodType } = {};
  for (const [name, field] of Object.entries(table)) {
    const isRequired = options.demanding && (field === 'required text' || field === 'required int32');
    const made = shapeOf(field, options);
    shape[name] = isRequired ? made : made.nullish();
  }
  const make = options.strict ? z.strictObject : z.object;
  return make({ ...shape, ...given }, { error: 'must be an object' });
}

/** An EndpointSlice in two parts: the slice, whose endpoints may be anything, and a list of endpoints. */
export interface SliceShapes {
  readonly slice: z.ZodType;
  readonly endpoints: z.ZodType;
}

const anyEndpoints = z.array(z.unknown(), { error: 'must be a list' }).nullish();

function makeSliceShapes(endpointFields: Field, strict: boolean): SliceShapes {
  const options = { strict, demanding: false };
  return {
    slice: objectShape(ENDPOINT_SLICE_FIELDS, options, { endpoints: anyEndpoints }),
    endpoints: shapeOf([endpointFields], options),
  };
}

const SLICE_SHAPES = {
  v1: { lenient: makeSliceShapes(ENDPOINT_FIELDS, false), strict: makeSliceShapes(ENDPOINT_FIELDS, true) },
  v1beta1: {
    lenient: makeSliceShapes(ENDPOINT_V1BETA1_FIELDS, false),
    strict: makeSliceShapes(ENDPOINT_V1BETA1_FIELDS, true),
  },
};

/** The shapes of an EndpointSlice in one version of the API. */
export function sliceShapes(version: 'v1' | 'v1beta1', strict: boolean): SliceShapes {
  return SLICE_SHAPES[version][strict ? 'strict' : 'lenient'];
}

/** Of other objects only some parts are read, and a part that is read must be there where its type says so. */
const PARTS: ShapeOptions = { strict: false, demanding: true };

/** The parts of `v1` Service that are read. */
export const serviceShape: z.ZodType = shapeOf(SERVICE_FIELDS, PARTS);

/** The parts of `v1` Pod that are read. */
export const podShape: z.ZodType = shapeOf(POD_FIELDS, PARTS);

/** The parts of `v1` Node that are read. */
export const nodeShape: z.ZodType = shapeOf(NODE_FIELDS, PARTS);

/** The parts of `v1` Endpoints that are read. */
export const endpointsShape: z.ZodType = shapeOf(CORE_ENDPOINTS_FIELDS, PARTS);
