import { deepFreeze } from '../support/deep-freeze.ts';
import { ABSENT, pathsIn, type ValuePath, withValueAt } from '../support/value-paths.ts';
import { type Call, calls, opaqueValues, publicFunctions } from './calls.ts';

/** What stands in place of a part of the arguments, besides nothing at all: of every wrong type for every field. */
const WRONG_VALUES: readonly unknown[] = [ABSENT, null, 5.5, 'wrong', true, {}, []];

/** What each refusal names otherwise than the caller wrote it: another function, or a place that is not the wrong one's. */
export function misnamedErrors(): string[] {
  const complaints = new Set<string>();
  for (const call of calls) {
    // Rows that call the function otherwise hand over something else than its arguments.
    if (call.call !== undefined || call.neverThrows) continue;
    deepFreeze(call.given);
    const paths = pathsIn(call.given, (part) => opaqueValues.has(part));
    for (const path of [...call.given.map((_, index) => [index]), ...paths]) {
      for (const value of WRONG_VALUES) {
        const complaint = complaintOf(call, path, value);
        if (complaint !== undefined) complaints.add(complaint);
      }
    }
  }
  return [...complaints];
}

function complaintOf(call: Call, path: ValuePath, value: unknown): string | undefined {
  // An argument that is absent leaves its place empty.
  const replacement = path.length === 1 && value === ABSENT ? undefined : value;
  const given = withValueAt(call.given, path, replacement) as readonly unknown[];
  const answer = publicFunctions.get(call.name);
  if (answer === undefined) throw new Error(`no function ${call.name}`);
  try {
    answer(...given);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return isWellNamed(message, { answer, call, path })
      ? undefined
      : `${call.name}, ${path.join('.')} ${value === ABSENT ? 'absent' : JSON.stringify(value)}: ${message}`;
  }
  return undefined;
}

interface Refusal {
  readonly answer: (...values: readonly unknown[]) => unknown;
  readonly call: Call;
  readonly path: ValuePath;
}

/** Two arguments that contradict each other: either may be the wrong one, and the message says what the other one wants. */
const CONTRADICTION = /must be (?:a slice that is there|the name of a port of the Service|"wrong"), got /;

/** Whether a message names the function, and a place at, above or below the one that is wrong. */
export function isWellNamed(message: string, { answer, call, path }: Refusal): boolean {
  const match = /^([\w.]+): (\S+?) must be /.exec(message);
  if (match?.[1] !== call.name) return false;
  const place = placeOf(match[2] ?? '', parametersOf(answer), call);
  if (place === undefined) return false;
  if (CONTRADICTION.test(message)) return true;
  const shared = Math.min(place.length, path.length);
  return place.slice(0, shared).every((step, index) => step === path[index]);
}

/** The path that a message prints, from the number of the argument inwards; nothing where no argument has it. */
function placeOf(printed: string, parameters: readonly string[], call: Call): ValuePath | undefined {
  const steps = [...printed.matchAll(/([A-Za-z_]\w*)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]/g)].map(
    ([, name, index, key]) => (index === undefined ? (name ?? key ?? '') : Number(index)),
  );
  const [first, ...rest] = steps;
  const argument = parameters.indexOf(String(first));
  if (argument >= 0) return [argument, ...rest];
  // A function of one object names its fields.
  const [only] = call.given;
  return parameters.length === 1 && typeof only === 'object' ? [0, ...steps] : undefined;
}

/** The names of the parameters of a function, from its source. */
function parametersOf(answer: Refusal['answer']): string[] {
  const [, list = ''] = /^(\w+)\s*=>/.exec(answer.toString()) ?? /^[^(]*\(([^)]*)\)/.exec(answer.toString()) ?? [];
  return list
    .split(',')
    .map((parameter) => (parameter.split('=')[0] ?? '').trim())
    .filter((parameter) => parameter !== '');
}
