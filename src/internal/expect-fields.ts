import { expectArrayOrAbsent, expectObject, expectText, expectTextMap } from './expect.ts';
import { type Field, type FieldKind, type FieldTable, isListField } from './field-table.ts';
import { isAbsent, isFlagOrAbsent, isIntegerOrAbsent, isTextOrAbsent } from './field-types.ts';
import { type Path, wrongType } from './invariant.ts';
import { expectTimestamp } from './timestamp.ts';

/** Throws unless a value is an object; returns it. */
type ExpectObject = (value: unknown, path: Path) => object;

/**
 * Throws if a field that the table names is not of its kind; the error names the first such field. `null` is absent.
 * `expectRecord` decides which values count as objects. Cost: linear; paths are made only for errors and for values in lists
 * and objects.
 */
export function expectFields(
  value: unknown,
  table: object,
  path: Path,
  expectRecord: ExpectObject = expectObject as ExpectObject,
): void {
  const holder = expectRecord(value, path) as { readonly [field: string]: unknown };
  const fields = table as FieldTable;
  for (const name of Object.keys(fields)) {
    const field = fields[name] as Field;
    const held = holder[name];
    if (typeof field === 'string') expectKind(held, field, path, name);
    else if (isAbsent(held)) continue;
    else if (isListField(field)) expectItems(held, field[0], [...path, name], expectRecord);
    else expectFields(held, field, [...path, name], expectRecord);
  }
}

/** Throws unless a value is a list whose items are all present and of the kind. */
function expectItems(value: unknown, field: Field, path: Path, expectRecord: ExpectObject): void {
  const items = expectArrayOrAbsent(value as readonly unknown[], path);
  // By index: a list that claims an endless length ends here at its first hole.
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index];
    if (typeof field === 'object') expectFields(item, field, [...path, index], expectRecord);
    else if (typeof item !== 'string') expectText(item, [...path, index]);
  }
}

function expectKind(value: unknown, kind: FieldKind, path: Path, name: string): void {
  switch (kind) {
    case 'required text':
      if (typeof value !== 'string') expectText(value, [...path, name]);
      return;
    case 'text':
    case 'plain text':
      if (!isTextOrAbsent(value)) expectText(value, [...path, name]);
      return;
    case 'flag':
      if (!isFlagOrAbsent(value)) throw wrongType([...path, name], 'true or false', value);
      return;
    case 'required int32':
      if (!Number.isInteger(value)) throw wrongType([...path, name], 'a whole number', value);
      return;
    case 'int32':
    case 'int64':
    case 'plain int64':
      if (!isIntegerOrAbsent(value)) throw wrongType([...path, name], 'a whole number', value);
      return;
    case 'time':
    case 'plain time':
      if (!isAbsent(value)) expectTimestamp(value, [...path, name]);
      return;
    case 'text map':
      if (!isAbsent(value)) expectTextMap(value, [...path, name]);
      return;
    case 'quantity map':
    case 'int or text':
    case 'json':
      // The code that reads such a field checks it.
      return;
  }
}
