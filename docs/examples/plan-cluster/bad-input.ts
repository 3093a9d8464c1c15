/** Input that cannot be planned; its message is one line that says where. */
export class BadInput extends Error {}

/** The object of an argument list that an error of the library speaks of, as `Kind namespace/name`. */
export type ObjectNames = (list: string, index: number) => string | undefined;

/** Turns an error of the library into bad input: `file: Pod shop/web-1: status.podIPs[0].ip must be a string, got 5`. */
export function explainError(error: unknown, file: string, nameObject: ObjectNames): unknown {
  if (!(error instanceof TypeError || error instanceof RangeError)) return error;
  const match = /^\w+: (\w+)(?:\[(\d+)\])?\.?(.*)$/s.exec(error.message);
  const [, list = '', index] = match ?? [];
  // An error about a whole list is about none of its objects.
  const isList = ['pods', 'nodes', 'slices'].includes(list);
  const object = isList && index === undefined ? undefined : nameObject(list, Number(index ?? 0));
  return new BadInput(`${file}: ${object === undefined ? error.message : `${object}: ${match?.[3] ?? ''}`}`);
}
