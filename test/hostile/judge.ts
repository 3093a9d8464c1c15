import { EndlessError, type HostileValue, hostileValues, TrapError } from '../support/hostile-values.ts';
import { deepFreeze } from '../support/deep-freeze.ts';
import { pathsIn, type ValuePath, valueAt, withValueAt } from '../support/value-paths.ts';
import { type Call, calls, opaqueValues, publicFunctions } from './calls.ts';
import { faultsOf } from './shapes.ts';

/** A call with one part of its arguments replaced. */
export interface HostileCase {
  readonly call: Call;
  readonly path: ValuePath;
  readonly value: HostileValue;
}

/** All calls, all paths, all values. */
export function allCases(): HostileCase[] {
  return calls.flatMap((call) => {
    deepFreeze(call.given);
    return pathsIn(call.given, (part) => opaqueValues.has(part)).flatMap((path) =>
      hostileValues.map((value) => ({ call, path, value })),
    );
  });
}

/** The arguments of a case; `undefined` if the value changes nothing there. */
function argumentsOf({ call, path, value }: HostileCase): readonly unknown[] | undefined {
  const original = valueAt(call.given, path);
  const replacement = value.make(original);
  if (Object.is(replacement, original)) return undefined;
  return withValueAt(call.given, path, replacement) as readonly unknown[];
}

/** What is wrong with the answer; nothing for a good result or a clear refusal. */
export function complaintsOf(hostile: HostileCase): string[] {
  const given = argumentsOf(hostile);
  if (given === undefined) return [];
  const complaints = judge(hostile, given);
  // Prototypes are repaired, so that one fault is told once.
  for (const prototype of [Object.prototype, Array.prototype]) {
    for (const key of Object.keys(prototype)) {
      complaints.push(`a prototype has got ${key}`);
      Reflect.deleteProperty(prototype, key);
    }
  }
  return complaints;
}

/** What is wrong with the answer to the valid arguments. */
export function complaintsOfValid(call: Call): string[] {
  return faultsOf(run(call, call.given), call.result).map((fault) => `${call.name}: ${fault}`);
}

function judge({ call, value }: HostileCase, given: readonly unknown[]): string[] {
  let result: unknown;
  try {
    result = run(call, given);
  } catch (error) {
    if (error instanceof EndlessError) return [error.message];
    if (value.isUnstable) return [];
    if (call.neverThrows) return [`throws ${describe(error)}`];
    return isTrap(error) || isRefusal(error) ? [] : [`throws ${describe(error)}`];
  }
  if (value.isUnstable) return [];
  const faults = faultsOf(result, call.result);
  if (value.isSame && faults.length === 0 && print(result) !== printValid(call)) faults.push('result is another');
  return faults;
}

function run({ name, call }: Call, given: readonly unknown[]): unknown {
  return call === undefined ? publicFunctions.get(name)?.(...given) : call(given as readonly never[]);
}

/** Whether an error is one of the library's own, which begin with the name of a function. */
function isRefusal(error: unknown): boolean {
  return (error instanceof TypeError || error instanceof RangeError) && /^[a-zA-Z0-9.]+: [^ ]/.test(error.message);
}

/** Whether the caller's own getter or function threw, or the engine for it: that is the caller's, and is handed on. */
function isTrap(error: unknown): boolean {
  if (error instanceof TrapError) return true;
  return error instanceof TypeError && /proxy that has been revoked$|^Class constructor/.test(error.message);
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message.slice(0, 120)}` : typeof error;
}

const validResults = new Map<Call, string>();

function printValid(call: Call): string {
  const known = validResults.get(call);
  if (known !== undefined) return known;
  const printed = print(run(call, call.given));
  validResults.set(call, printed);
  return printed;
}

function print(result: unknown): string {
  return (
    JSON.stringify(result, (_, part: unknown) => (part instanceof Map ? [...(part as Map<unknown, unknown>)] : part)) ??
    'undefined'
  );
}

/** One line for a case, for reports. */
export function nameOfCase({ call, path, value }: HostileCase): string {
  return `${call.name} ${path.join('.')} = ${value.name}`;
}
