import { parseEndpointSlice, type SliceParseOptions, validateEndpointSlice } from 'endpointslice/schema';
import { parseUpdate, validateUpdate } from './slice-update.ts';
import { expect } from 'vitest';

type Fields = { readonly [field: string]: unknown };

/** A slice that nothing is wrong with, with some fields replaced. */
export function sliceWith(fields: Fields = {}): Fields {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'web-1', namespace: 'shop' },
    addressType: 'IPv4',
    endpoints: [{ addresses: ['10.0.0.1'] }],
    ports: [{ name: 'http', protocol: 'TCP', port: 80 }],
    ...fields,
  };
}

/** The same, with fields of metadata replaced. */
export function sliceWithMetadata(metadata: Fields): Fields {
  return sliceWith({ metadata: { name: 'web-1', namespace: 'shop', ...metadata } });
}

/** The same, with one endpoint that has these fields besides an address. */
export function sliceWithEndpoint(endpoint: Fields): Fields {
  return sliceWith({ endpoints: [{ addresses: ['10.0.0.1'], ...endpoint }] });
}

/** One line for each issue of a create, as the API server prints it: type, path, text. */
export function issuesOf(input: unknown, options: SliceParseOptions = {}): string[] {
  const parsed = parseEndpointSlice(input, options);
  const issues = parsed.ok ? [] : parsed.issues;
  expect(validateEndpointSlice(input, options)).toEqual(issues);
  return issues.map(({ type, path, message }) => `${type} ${path}: ${message}`);
}

/** The same for an update. */
export function updateIssuesOf(input: unknown, before: unknown, options: SliceParseOptions = {}): string[] {
  const parsed = parseUpdate({ input, before }, options);
  const issues = parsed.ok ? [] : parsed.issues;
  expect(validateUpdate({ input, before }, options)).toEqual(issues);
  return issues.map(({ type, path, message }) => `${type} ${path}: ${message}`);
}

/** The API server's sentences about names, under short names. */
export const SENTENCES = {
  label:
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
  subdomain:
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
  name: "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
  labelValue:
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
} as const;
