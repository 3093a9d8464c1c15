import { parseEndpointSlice, type SliceParseOptions } from 'endpointslice/schema';
import { parseUpdate } from '../../support/slice-update.ts';
import { stringify } from 'yaml';
import { linesOf, type ScenarioKind } from './kind.ts';

/** A slice that a client sends, and what the API server makes of it: an update if there is a slice `before`. */
export const validation: ScenarioKind = {
  given: ['options', 'before', 'object'],
  answered: ['issues', 'warnings', 'stored'],
  answer({ options, before, object }) {
    const settings = (options ?? {}) as SliceParseOptions;
    const parsed =
      before === undefined ? parseEndpointSlice(object, settings) : parseUpdate({ input: object, before }, settings);
    if (parsed.ok) return { issues: '', warnings: linesOf(parsed.warnings), stored: stringify(parsed.value) };
    const issues = parsed.issues.map(({ type, path, message }) => `${type} ${path}: ${message}`);
    return { issues: linesOf(issues), warnings: '', stored: '' };
  },
};
