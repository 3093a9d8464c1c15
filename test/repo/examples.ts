import ts from 'typescript';
import equal from 'fast-deep-equal';
import * as schema from 'endpointslice/schema';
import * as library from '../support/all-exports.ts';

/** One `expression // => value` of an example that did not hold. */
export interface ExampleFailure {
  readonly expression: string;
  readonly wanted: unknown;
  readonly got: unknown;
}

/** What running the examples of one text gave. */
export interface ExampleRun {
  readonly checkedCount: number;
  readonly failures: readonly ExampleFailure[];
}

/**
 * Runs example code in which all public exports are in scope. Statements end with `;` or with `}` at the start of a line, an expression with
 * `// => its value`; the value may go on over the next lines while a bracket is open or it ends with a plus. Imports are left out.
 */
export function runExample(
  code: string,
  scope: Readonly<Record<string, unknown>> = { ...library, ...schema },
): ExampleRun {
  const script = toScript(code);
  const failures: ExampleFailure[] = [];
  let checkedCount = 0;
  const check = (got: unknown, wanted: unknown, expression: string): void => {
    checkedCount += 1;
    if (!equal(normalize(got), normalize(wanted))) failures.push({ expression, wanted, got });
  };
  const names = Object.keys(scope);
  // oxlint-disable-next-line typescript/no-implied-eval -- examples are the project's own text; running them is the point
  const run = new Function('$check', ...names, script) as (...values: unknown[]) => void;
  run(check, ...names.map((name) => scope[name]));
  return { checkedCount, failures };
}

/** `undefined` stays apart from absent only at the top; within values both are absent, as in JSON. */
function normalize(value: unknown): unknown {
  return value === undefined ? 'undefined' : (JSON.parse(JSON.stringify(value)) as unknown);
}

function toScript(code: string): string {
  const lines = code.split('\n').filter((line) => !/^\s*import\b/.test(line));
  const output: string[] = [];
  let pending: string[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const marker = /^(.*?)\/\/ => (.*)$/.exec(line);
    if (marker === null) {
      pending.push(line);
      if (line.trimEnd().endsWith(';') || line === '}') {
        output.push(...pending);
        pending = [];
      }
      continue;
    }
    const expression = [...pending, marker[1] ?? ''].join('\n').trim();
    pending = [];
    let value = marker[2] ?? '';
    while ((!isBalanced(value) || value.endsWith('+')) && index + 1 < lines.length) {
      index += 1;
      value += `\n${(lines[index] ?? '').replace(/^\s*\/\/ ?/, '')}`;
    }
    output.push(`$check((${expression.replace(/;$/, '')}), (${value}), ${JSON.stringify(expression)});`);
  }
  output.push(...pending);
  const { outputText } = ts.transpileModule(output.join('\n'), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  return outputText.replace(/^export \{\};?$/m, '');
}

function isBalanced(text: string): boolean {
  const bare = text.replaceAll(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, '');
  const count = (pattern: RegExp): number => bare.match(pattern)?.length ?? 0;
  return count(/[[{(]/g) <= count(/[\]})]/g);
}

/** The code blocks after `@example` in the doc comments of a source file. */
export function examplesOfSource(text: string): string[] {
  return [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap(([comment]) => {
    const start = comment.indexOf('@example');
    if (start < 0) return [];
    const lines = comment
      .slice(start + '@example'.length)
      .replace(/\*\/$/, '')
      .split('\n');
    return [lines.map((line) => line.replace(/^\s*\* ?/, '')).join('\n')];
  });
}

/** The TypeScript fences of a page. */
export function fencesOfPage(text: string): string[] {
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map((match) => match[1] ?? '');
}
