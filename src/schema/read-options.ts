/** Reads the options of validation from any value. */

import { typeInvalid, type ValidationIssue } from '../decode/issue.ts';
import { UNREADABLE } from '../decode/snapshot.ts';
import { describeValue } from '../internal/invariant.ts';
import type { KubernetesRelease } from '../model/limits.ts';

/** Options of `parseEndpointSlice` and `validateEndpointSlice`. */
export interface SliceParseOptions {
  /**
   * The slice in the cluster, for an update, such as `oldObject` of an AdmissionReview. Any value is taken. If it is absent
   * or `null`, the slice is created.
   */
  readonly before?: unknown;
  /**
   * Whether a field that the API does not know is an issue. Default `false`: such fields are left out, as the server does.
   */
  readonly strict?: boolean | undefined;
  /**
   * With `request`, the default, the slice is what a client sends, and is first prepared as the API server prepares it. With
   * `object` the slice is taken as it is, such as one read from a cluster, and only the rules for slices are applied.
   */
  readonly mode?: 'request' | 'object' | undefined;
  /** The release whose rules are applied where releases differ; default `1.37`. */
  readonly kubernetes?: KubernetesRelease | undefined;
  /** The stand-in for the random end of a name that the API server will generate; default `xxxxx`. */
  readonly nameSuffix?: string | undefined;
}

/** The options without `before`, with every default filled in. */
export interface Settings {
  readonly strict: boolean;
  readonly mode: 'request' | 'object';
  readonly kubernetes: KubernetesRelease;
  readonly nameSuffix: string;
}

/** The result of `readOptions`. */
export interface ReadOptions {
  readonly settings: Settings;
  /** The slice in the cluster, unread; a mark if it cannot be read. */
  readonly before: unknown;
  readonly issues: readonly ValidationIssue[];
}

const DEFAULTS: Settings = { strict: false, mode: 'request', kubernetes: '1.37', nameSuffix: 'xxxxx' };

/** The wanted value of each option in words, and the test for it. */
const OPTIONS: {
  readonly [Name in keyof Settings]: readonly [wanted: string, isOption: (value: unknown) => boolean];
} = {
  strict: ['true or false', (value) => typeof value === 'boolean'],
  mode: ['"request" or "object"', (value) => value === 'request' || value === 'object'],
  kubernetes: ['"1.36" or "1.37"', (value) => value === '1.36' || value === '1.37'],
  nameSuffix: ['a string', (value) => typeof value === 'string'],
};

/**
 * Reads any value as options. Absent and `null` mean the default, for the whole and for each option. An invalid option is an
 * issue whose path begins with `options`, and the default is used for it.
 */
export function readOptions(options: unknown): ReadOptions {
  if (options === undefined || options === null) return { settings: DEFAULTS, before: undefined, issues: [] };
  if (typeof options !== 'object') {
    return { settings: DEFAULTS, before: undefined, issues: [wrongOption('options', 'an object', options)] };
  }
  const settings: { -readonly [Name in keyof Settings]: unknown } = { ...DEFAULTS };
  const issues: ValidationIssue[] = [];
  for (const name of Object.keys(OPTIONS) as (keyof Settings)[]) {
    const [wanted, isOption] = OPTIONS[name];
    let value: unknown;
    try {
      value = (options as { readonly [field: string]: unknown })[name];
    } catch {
      issues.push(typeInvalid(`options.${name}`, `must be ${wanted}, got a value that cannot be read`));
      continue;
    }
    if (value === undefined || value === null) continue;
    if (isOption(value)) settings[name] = value;
    else issues.push(wrongOption(`options.${name}`, wanted, value));
  }
  // Each setting was checked to have the type that is asserted here.
  return { settings: settings as Settings, before: readBefore(options), issues };
}

function readBefore(options: SliceParseOptions): unknown {
  try {
    return options.before;
  } catch {
    return UNREADABLE;
  }
}

function wrongOption(path: string, wanted: string, value: unknown): ValidationIssue {
  return typeInvalid(path, `must be ${wanted}, got ${describeValue(value)}`);
}
