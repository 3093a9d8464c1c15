import { drawFrom } from '../support/draw.ts';
import { hostileValues } from '../support/hostile-values.ts';
import { valueAt, withValueAt } from '../support/value-paths.ts';
import { publicFunctions } from './calls.ts';
import { complaintsOf, type HostileCase, nameOfCase } from './judge.ts';

/** What judging some cases gave. */
export interface Census {
  readonly caseCount: number;
  readonly functionCount: number;
  /** One line for each case whose answer is neither good nor a clear refusal. */
  readonly complaints: readonly string[];
}

/** Judges cases one after the other. */
export function takeCensus(cases: Iterable<HostileCase>): Census {
  // Very many errors are made here; their stacks are of no interest, and slow.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const complaints: string[] = [];
  const names = new Set<string>();
  let caseCount = 0;
  try {
    for (const hostile of cases) {
      caseCount += 1;
      names.add(hostile.call.name);
      for (const complaint of complaintsOf(hostile)) complaints.push(`${nameOfCase(hostile)}: ${complaint}`);
    }
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  return { caseCount, functionCount: names.size, complaints };
}

/** So many of the cases of each function, or all that it has; always the same for the same seed. */
export function sample(cases: readonly HostileCase[], perFunction: number, seed: number): HostileCase[] {
  const draw = drawFrom(seed);
  return [...publicFunctions.keys()].flatMap((name) => {
    const own = cases.filter(({ call }) => call.name === name);
    return own.length <= perFunction
      ? own
      : Array.from({ length: perFunction }, () => own[draw(own.length)] as HostileCase);
  });
}

/** Cases of two hostile values at once, at two places of one call. */
export function* pairs(cases: readonly HostileCase[], count: number, seed: number): Generator<HostileCase> {
  const draw = drawFrom(seed);
  const stable = hostileValues.filter(({ isSame, isUnstable }) => isSame !== true && isUnstable !== true);
  const single = cases.filter(({ value }) => value.isSame !== true && value.isUnstable !== true);
  for (let made = 0; made < count; ) {
    const position = draw(single.length);
    const hostile = single[position] as HostileCase;
    // Cases of one call are beside each other.
    const other = single[position + 1 + draw(5 * stable.length)];
    const value = stable[draw(stable.length)];
    if (other?.call !== hostile.call || value === undefined || isWithin(other.path, hostile.path)) continue;
    const replacement = value.make(valueAt(hostile.call.given, other.path));
    const given = withValueAt(hostile.call.given, other.path, replacement) as readonly unknown[];
    made += 1;
    yield {
      call: { ...hostile.call, given },
      path: hostile.path,
      value: { ...hostile.value, name: `${hostile.value.name}, and ${other.path.join('.')} = ${value.name}` },
    };
  }
}

/** Whether one of two paths leads through the other. */
function isWithin(left: HostileCase['path'], right: HostileCase['path']): boolean {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) if (left[index] !== right[index]) return false;
  return true;
}
