import type { ValidationIssue } from '../decode/issue.ts';

/** A value of the right form, or everything that is wrong with it. */
export type ParseResult<Value> =
  | {
      readonly ok: true;
      /** A new object; shares nothing with the input but times that are objects. */
      readonly value: Value;
      /** What the API server warns about although it accepts the object. */
      readonly warnings: readonly string[];
      readonly issues?: undefined;
    }
  | {
      readonly ok: false;
      /** At least one. */
      readonly issues: readonly ValidationIssue[];
      readonly value?: undefined;
      readonly warnings?: undefined;
    };
