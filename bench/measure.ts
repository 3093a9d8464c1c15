/** One thing to time. */
export interface BenchCase {
  readonly name: string;
  /** What it costs something for: pods, endpoints, IPs. */
  readonly unit: string;
  /** How large its world is, about. */
  readonly size: number;
  /** Makes its world, so that only one is in memory. */
  readonly make: () => BenchWork;
}

/** A case with its world. */
export interface BenchWork {
  readonly unitCount: number;
  /** Does the work once. */
  readonly run: () => unknown;
  /** Throws unless the result of `run` is right; called once before timing. */
  readonly check: (result: unknown) => void;
  /** What the ratio compares with, run alternately; it does less, or the same another way. */
  readonly baseline: { readonly name: string; readonly run: () => unknown };
  /** The same work as a request to the reference program (test/reference), where that can do it. */
  readonly reference?: { readonly part: string; readonly input: unknown };
}

/** What timing one case gave. */
export interface BenchResult {
  readonly name: string;
  readonly unit: string;
  readonly unitCount: number;
  readonly baselineName: string;
  /** Medians, in nanoseconds for each unit. */
  readonly nanoseconds: number;
  readonly baselineNanoseconds: number;
  /** Median of the ratios of each pair of runs. */
  readonly ratio: number;
  readonly pairCount: number;
}

/** Keeps results from being optimized away. */
let sink: unknown;

/** Times a case and its baseline in turn for at least `seconds`, and at least five pairs, after a warm-up. */
export function measure({ name, unit, make }: BenchCase, seconds: number): BenchResult {
  const bench = make();
  bench.check(bench.run());
  const warmUpEnd = performance.now() + seconds * 300;
  do {
    sink = bench.run();
    sink = bench.baseline.run();
  } while (performance.now() < warmUpEnd);
  const times: number[] = [];
  const baselineTimes: number[] = [];
  const end = performance.now() + seconds * 1000;
  while (times.length < 5 || performance.now() < end) {
    times.push(timeOnce(bench.run));
    baselineTimes.push(timeOnce(bench.baseline.run));
  }
  const perUnit = 1e6 / bench.unitCount;
  return {
    name,
    unit,
    unitCount: bench.unitCount,
    baselineName: bench.baseline.name,
    nanoseconds: median(times) * perUnit,
    baselineNanoseconds: median(baselineTimes) * perUnit,
    ratio: median(times.map((time, index) => time / (baselineTimes[index] ?? Number.NaN))),
    pairCount: times.length,
  };
}

/** What the last timed run returned; reading it is what keeps it. */
export function lastResult(): unknown {
  return sink;
}

/** Milliseconds that one run takes. */
export function timeOnce(run: () => unknown): number {
  const start = performance.now();
  sink = run();
  return performance.now() - start;
}

/** The middle one of some values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** Results as a Markdown table, figures rounded to three digits. */
export function formatResults(results: readonly BenchResult[]): string {
  const rows = results.map(
    ({ name, unit, unitCount, nanoseconds, baselineNanoseconds, baselineName, ratio }) =>
      `| ${name} | ${unitCount} ${unit}s | ${round(nanoseconds)} | ${round(baselineNanoseconds)} (${baselineName}) | ${round(ratio)} |`,
  );
  return [`| case | size | ns per unit | baseline | ratio |`, '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

function round(value: number): string {
  return Number(value.toPrecision(3)).toString();
}
