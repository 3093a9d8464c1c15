import type { KubernetesRelease } from 'endpointslice/schema';
import type * as fc from 'fast-check';
import type { History } from './history.ts';

/**
 * One part of the conformance suite: how cases of one kind are made, answered by both sides and compared.
 *
 * A part lives in `test/conformance/<name>/` (or one file `<name>.ts`) and exports a `Part`; `parts.ts` lists them. The
 * driver runs the cases, asks the reference, shrinks, records, plants mutations and counts. Everything here is plain data
 * in and out: `Case` must survive `JSON.parse(JSON.stringify(…))`, since cases are recorded.
 */
export interface Part<Case, Ours> {
  /** The part of the reference that is asked (its README), and `--part` on the command line. */
  readonly name: string;
  readonly arbitrary: fc.Arbitrary<Case>;
  /** The `input` of the request. Independent of `src`; `undefined` if the reference's caller would not call it at all. */
  toReferenceInput(input: Case): unknown;
  /** What this library says under the rules of a release. Throwing is an answer that the reference never gives. */
  ours(input: Case, rules: KubernetesRelease): Ours;
  /**
   * Every difference between the two answers, modulo exactly the freedom that the reference takes; none if they agree.
   * Differences are not yet explained here: known ones are the ledger's business.
   */
  compare(comparison: Comparison<Case, Ours>): readonly Difference[];
  /** The rules of docs/rules.md that a run must reach, such as `1.9.8`; those that never fire fail it. */
  readonly rules: readonly string[];
  /** The rules that this case reached, judged by input and answers. */
  rulesOf(comparison: Comparison<Case, Ours>): Iterable<string>;
  readonly ledger: readonly LedgerEntry<Case, Ours>[];
  /** Wrong answers, each made from a right one; all of them must be found. */
  readonly mutations: readonly Mutation<Case, Ours>[];
  /**
   * How often the reference is asked again where the two sides differ: it may have been chance of a kind that `compare`
   * cannot see through. One answer that agrees is enough. Never, when absent.
   */
  readonly chances?: number;
  /**
   * Whether entries of the ledger explain whole cases rather than single differences. Mutations are then planted only in
   * cases that no entry is about, where they cannot hide.
   */
  readonly explainsCases?: boolean;
  /**
   * The part of a reference answer that is recorded, if not all of it is looked at; `compare`, `rulesOf` and ledger
   * see nothing else of it.
   */
  readonly readOutput?: (output: unknown) => unknown;
  /** How its cases follow one another, for the controllers whose syncs find what earlier ones wrote. */
  readonly history?: History<Case, Ours>;
}

/** What the reference answered: its output, or the text of its panic; no output where it was not to be asked. */
export type ReferenceAnswer =
  | { readonly output: unknown; readonly panic?: undefined }
  | { readonly output?: undefined; readonly panic: string };

/** One case and both answers. */
export interface Comparison<Case, Ours> {
  readonly input: Case;
  readonly reference: ReferenceAnswer;
  readonly ours: Ours;
}

/** One thing that the two sides say differently. */
export interface Difference {
  /** Where, in words or as a path: `updates web-abc endpoints[3].zone`. */
  readonly path: string;
  readonly reference: unknown;
  readonly ours: unknown;
}

/**
 * One entry of docs/ledger.md as a predicate, in one of three forms.
 *
 * `explains` says of one difference that it is the entry's. `amend` and `amendAnswer` are sharper: the first names the case
 * for which the reference would have given our answer, and the driver asks the reference for that one too; the second
 * rewrites the reference's answer as the entry says it should have been. Either way, what differs from ours then is not
 * explained.
 */
export interface LedgerEntry<Case, Ours> {
  /** The heading in docs/ledger.md, such as `planner/exactly-full`. */
  readonly id: string;
  readonly explains?: (difference: Difference, comparison: Comparison<Case, Ours>) => boolean;
  /**
   * Whether `explains` says what is allowed rather than what is right: an answer that does less is allowed too, so that a
   * mutation may hide where the entry explains our answer.
   */
  readonly isBound?: true;
  /** `undefined` if the entry has nothing to do with this case. */
  readonly amend?: (input: Case, comparison: Comparison<Case, Ours>) => Case | undefined;
  /** `undefined` if there is nothing to rewrite. Gets the output, after `readOutput`; must not change it. */
  readonly amendAnswer?: (output: unknown, comparison: Comparison<Case, Ours>) => unknown;
}

/** A way of being wrong. */
export interface Mutation<Case, Ours> {
  readonly name: string;
  /** A wrong answer, or `undefined` if this case does not lend itself to it. Must not change what it is given. */
  plant(ours: Ours, input: Case): Ours | undefined;
}

/** A part of whatever kind of case, as the driver holds it. */
// biome-ignore lint/suspicious/noExplicitAny: the driver passes cases of a part to the same part only
export type AnyPart = Part<any, any>;

/** States a part; only so that its types are inferred. */
export function definePart<Case, Ours>(part: Part<Case, Ours>): Part<Case, Ours> {
  return part;
}
