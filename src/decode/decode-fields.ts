import { type Field, type FieldKind, type FieldTable, isListField } from '../internal/field-table.ts';
import {
  isNoTime,
  readBoolean,
  type Reading,
  readInt32,
  readInteger,
  readList,
  readNonEmptyText,
  readObject,
  readRaw,
  readText,
  readTextItem,
  readTextMap,
  readTime,
} from './read-fields.ts';

/** An object with fields of types that only its field table knows. */
export interface DecodedFields {
  [field: string]: unknown;
}

/**
 * Reads the fields of an object that its table names, as Go decodes JSON. Leaves out absent and `null` fields, plain fields
 * with the zero value, and fields that the table does not name.
 */
export function decodeFields(value: unknown, table: object, reading: Reading): DecodedFields {
  const fields = readObject(value, table, reading);
  const decoded: DecodedFields = {};
  for (const [name, field] of Object.entries(table as FieldTable)) {
    const read = decodeField(fields[name], field, reading);
    if (read !== undefined) decoded[name] = read;
  }
  return decoded;
}

function decodeField(value: unknown, field: Field, reading: Reading): unknown {
  if (typeof field === 'string') return decodeKind(value, field, reading);
  if (isListField(field)) return readList(value, reading, (item) => decodeItem(item, field[0], reading));
  return value === null || value === undefined ? undefined : decodeFields(value, field, reading);
}

/** Reads an item of a list; `null` is an object without fields, or the empty text. */
function decodeItem(item: unknown, field: Field, reading: Reading): unknown {
  return typeof field === 'string' ? readTextItem(item, reading) : decodeFields(item, field, reading);
}

function decodeKind(value: unknown, kind: FieldKind, reading: Reading): unknown {
  switch (kind) {
    case 'text':
      return readText(value, reading);
    case 'plain text':
      return readNonEmptyText(value, reading);
    case 'required text':
      return readText(value, reading) ?? '';
    case 'flag':
      return readBoolean(value, reading);
    case 'int32':
    case 'required int32':
      return readInt32(value, reading);
    case 'int64':
      return readInteger(value, reading);
    case 'plain int64': {
      const number = readInteger(value, reading);
      return number === 0 ? undefined : number;
    }
    case 'time':
      return readTime(value, reading);
    case 'plain time': {
      const time = readTime(value, reading);
      return time === undefined || isNoTime(time) ? undefined : time;
    }
    case 'text map':
      return readTextMap(value, reading);
    case 'json':
    case 'quantity map':
    case 'int or text':
      return readRaw(value, reading) ?? undefined;
  }
}
