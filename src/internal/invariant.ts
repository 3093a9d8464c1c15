/** Makes the faults of arguments, each with the place and the value that is wrong. */

/** The place of a value in an argument: field names and array indexes, from the argument inwards. */
export type Path = readonly (string | number)[];

/** Prints a path as Kubernetes prints field paths: `pods[3].status.podIPs[0].ip`. */
export function formatPath(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'string' && /^[A-Za-z_][A-Za-z0-9_]*$/.test(step)) text += text === '' ? step : `.${step}`;
    else text += `[${describeValue(step)}]`;
  }
  return text;
}

/** Returns a short, safe description of any value, for error messages. Never calls into the value. */
export function describeValue(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value.length > 64
        ? `${JSON.stringify(value.slice(0, 64))}… (${value.length} characters)`
        : JSON.stringify(value);
    case 'number':
    case 'boolean':
    case 'undefined':
      return String(value);
    case 'bigint':
      return 'a bigint';
    case 'symbol':
      return 'a symbol';
    case 'function':
      return 'a function';
    case 'object':
      return value === null ? 'null' : isArray(value) ? 'an array' : 'an object';
  }
}

/** Returns whether a value is an array; `false` for a revoked proxy, which cannot be asked. */
function isArray(value: object): boolean {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

/**
 * A fault in an argument, and its place. The path begins with the name of an argument, or of a field if the function takes
 * one object. The code that throws it does not know which function was called; `enter` adds the name.
 */
export class BadArgument extends Error {
  /** Whether the type is right but the value is not, so that the error becomes a RangeError. */
  readonly path: Path;
  readonly wanted: string;
  readonly got: string;
  readonly isOutOfRange: boolean;

  constructor(path: Path, wanted: string, got: string, isOutOfRange: boolean) {
    super(`${formatPath(path)} must be ${wanted}, got ${got}`);
    this.path = path;
    this.wanted = wanted;
    this.got = got;
    this.isOutOfRange = isOutOfRange;
  }
}

/** Returns the fault of an argument of the wrong type: `pods[3].metadata must be an object, got 5`. */
export function wrongType(path: Path, wanted: string, got: unknown): BadArgument {
  return new BadArgument(path, wanted, describeValue(got), false);
}

/** Returns the fault of an argument out of range, in the form of `wrongType`. */
export function outOfRange(path: Path, wanted: string, got: unknown): BadArgument {
  return new BadArgument(path, wanted, describeValue(got), true);
}
