/**
 * Defines tables of fields, which list as a value what an object of a kind can hold, field by field. The table of a noun is
 * typed by `FieldsOf`, so that it does not compile if a field of the noun is missing, superfluous or of another kind.
 */

/**
 * The kind of value that a field holds. For a *plain* field the API does not tell the zero value (`''`, 0, the zero time)
 * from absent; a *required* field must be present.
 */
export type FieldKind =
  | 'text'
  | 'plain text'
  | 'required text'
  | 'flag'
  | 'int32'
  | 'required int32'
  | 'int64'
  | 'plain int64'
  | 'time'
  | 'plain time'
  | 'text map'
  | 'quantity map'
  | 'int or text'
  | 'json';

/** A kind, a list of items of a kind, or an object with fields of its own. */
export type Field = FieldKind | readonly [Field] | FieldTable;

/** The fields of an object, in the order of the API's own encoding. */
export interface FieldTable {
  readonly [field: string]: Field;
}

/** The type of a noun's table. */
export type FieldsOf<Noun> = {
  readonly [Name in keyof Noun]-?: unknown extends Noun[Name]
    ? 'json'
    : object extends Pick<Noun, Name>
      ? KindOf<NonNullable<Noun[Name]>>
      : RequiredKind<KindOf<NonNullable<Noun[Name]>>>;
};

type KindOf<Value> = [number | string] extends [Value]
  ? 'int or text'
  : [string | { toISOString(): string }] extends [Value]
    ? 'time' | 'plain time'
    : [Value] extends [string]
      ? 'text' | 'plain text'
      : [Value] extends [boolean]
        ? 'flag'
        : [Value] extends [number]
          ? 'int32' | 'int64' | 'plain int64'
          : Value extends readonly (infer Item)[]
            ? readonly [KindOf<NonNullable<Item>>]
            : string extends keyof Value
              ? number extends Value[string & keyof Value]
                ? 'quantity map'
                : 'text map'
              : FieldsOf<Value>;

/** Only single values are required: an absent list or object is an empty one. */
type RequiredKind<Kind> = Kind extends string
  ? `required ${Kind}` extends infer Required
    ? Extract<Required, FieldKind>
    : never
  : Kind;

/** The names of the fields of a table that can be of some kinds. */
export type FieldOfKind<Table, Kind extends FieldKind> = {
  [Name in keyof Table]: Extract<Table[Name], Kind> extends never ? never : Name;
}[keyof Table] &
  string;

/** Returns the names of the fields of a table that are of some kinds, in its order. */
export function fieldsOfKind<Table extends object, Kind extends FieldKind>(
  table: Table,
  ...kinds: readonly Kind[]
): readonly FieldOfKind<Table, Kind>[] {
  const wanted: readonly unknown[] = kinds;
  return fieldNames(table).filter((name) => wanted.includes(table[name])) as FieldOfKind<Table, Kind>[];
}

/** Returns the names of all fields of a table, in its order. */
export function fieldNames<Table extends object>(table: Table): readonly (keyof Table & string)[] {
  return Object.keys(table) as (keyof Table & string)[];
}

/** Returns the part of a table that has some of its fields. */
export function pickFields<Table, Name extends keyof Table>(
  table: Table,
  ...names: readonly Name[]
): { readonly [Picked in Name]: Table[Picked] } {
  const part: { [Picked in Name]?: Table[Picked] } = {};
  for (const name of names) part[name] = table[name];
  return part as { readonly [Picked in Name]: Table[Picked] };
}

/** The fields of a noun, each of which must be named; absent ones are `undefined` or `null`. */
export type Whole<Noun> = { readonly [Name in keyof Required<Noun>]: Noun[Name & keyof Noun] };

/** The fields of a noun with one answer for each. */
export type Every<Noun, Answer> = { readonly [Name in keyof Noun]-?: Answer };

/**
 * Returns true; only the compiler needs it. Code that names each field of a noun, because a loop over the table would be too
 * slow, ends with this call. It does not compile if it leaves out or does not check a field.
 */
export function isWhole<Noun>(_fields: Whole<Noun>): true {
  return true;
}

/** Returns whether a field holds a list. */
export function isListField(field: Field): field is readonly [Field] {
  return Array.isArray(field);
}
