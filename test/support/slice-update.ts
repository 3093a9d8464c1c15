import type { EndpointSlice } from 'endpointslice';
import {
  type ParseResult,
  parseEndpointSlice,
  type SliceParseOptions,
  type ValidationIssue,
  validateEndpointSlice,
} from 'endpointslice/schema';

/** An update: what a client sends, and what is in the cluster. */
export interface SliceUpdateInput {
  readonly input: unknown;
  readonly before: unknown;
}

/** Parses an update that is one value, as generators make it. */
export function parseUpdate(update: SliceUpdateInput, options: SliceParseOptions = {}): ParseResult<EndpointSlice> {
  return parseEndpointSlice(update.input, withBefore(options, update.before));
}

/** Validates an update that is one value. */
export function validateUpdate(update: SliceUpdateInput, options: SliceParseOptions = {}): readonly ValidationIssue[] {
  return validateEndpointSlice(update.input, withBefore(options, update.before));
}

/** The options with `before`, without reading any of them. */
function withBefore(options: SliceParseOptions | null, before: unknown): SliceParseOptions {
  return Object.create(options, { before: { value: before } }) as SliceParseOptions;
}
