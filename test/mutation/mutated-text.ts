/** Where a mutation is, lines and columns counted from 1. */
export interface Span {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

/** The code at a mutation and what it becomes. */
export interface Mutation {
  readonly was: string;
  readonly is: string;
}

/** Returns the lines of a mutation before and after; of many lines the first and the last, so that it can be read. */
export function mutatedText(source: string, { start, end }: Span, replacement: string): Mutation {
  const lines = source.split('\n');
  const first = lines[start.line - 1] ?? '';
  const last = lines[end.line - 1] ?? '';
  const gap = end.line > start.line + 1 ? ' … ' : ' ';
  return {
    was: tidy(end.line === start.line ? first : `${first.trim()}${gap}${last.trim()}`),
    is: tidy(`${first.slice(0, start.column - 1)}${replacement}${last.slice(end.column - 1)}`),
  };
}

function tidy(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
