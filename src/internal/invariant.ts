/** Where in an argument a value was found: field names and array indexes, from the argument inwards. */
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

/** A short, safe description of any value, for error messages. Never calls into the value. */
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

/** Whether a value is an array; `false` for a revoked proxy, which cannot be asked. */
function isArray(value: object): boolean {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

/**
 * What is wrong with an argument, and where: the path begins with the name of an argument, or of a field where the function
 * takes one object. Whoever throws it need not know which function was called; the door tells that.
 */
export class BadArgument extends Error {
  readonly isOutOfRange: boolean;

  constructor(path: Path, wanted: string, got: string, isOutOfRange: boolean) {
    super(`${formatPath(path)} must be ${wanted}, got ${got}`);
    this.isOutOfRange = isOutOfRange;
  }
}

/** The fault of an argument of the wrong type: `pods[3].metadata must be an object, got 5`. */
export function wrongType(path: Path, wanted: string, got: unknown): BadArgument {
  return new BadArgument(path, wanted, describeValue(got), false);
}

/** The fault of an argument out of range, in the same words. */
export function outOfRange(path: Path, wanted: string, got: unknown): BadArgument {
  return new BadArgument(path, wanted, describeValue(got), true);
}
