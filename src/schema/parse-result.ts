/** Defines the result of parsing a value. */

import type { ValidationIssue } from '../decode/issue.ts';

/** A value of the right form, or all issues with it. */
export type ParseResult<Value> =
  | {
      readonly ok: true;
      /** A new object; shares nothing with the input except times that are objects. */
      readonly value: Value;
      /** The API server's warnings about an object that it accepts. */
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
