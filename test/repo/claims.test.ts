import { validateUpdate } from '../support/slice-update.ts';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { entryPoints } from './entry-points.ts';
import { filesBelow, readProjectFile } from './source-files.ts';

const manifest = JSON.parse(readProjectFile('package.json')) as {
  readonly engines: { readonly node: string };
  readonly devDependencies: { readonly [name: string]: string };
};

/** Returns what a page says at the one place where the pattern fits. */
function claimOf(page: string, pattern: RegExp): string {
  const found = [...readProjectFile(page).matchAll(new RegExp(pattern, 'g'))];
  expect(
    found.map(([text]) => text),
    `${page}: ${pattern}`,
  ).toHaveLength(1);
  return found[0]?.[1] ?? '';
}

/** Returns the texts that a type of a source file allows, in whatever parts of it they stand. */
function textsOfType(path: string, name: string): string[] {
  const source = ts.createSourceFile(path, readProjectFile(path), ts.ScriptTarget.ES2022, true);
  const texts = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) texts.add(node.literal.text);
    ts.forEachChild(node, visit);
  };
  for (const statement of source.statements) {
    if (ts.isTypeAliasDeclaration(statement) && statement.name.text === name) visit(statement);
  }
  return [...texts];
}

/** Returns the code texts in one column of the table whose header begins so; the first column is 0. */
function columnOf(page: string, header: string, column = 0): string[] {
  const [, table = ''] = readProjectFile(page).split(`\n${header}`);
  const rows = table.split('\n\n')[0]?.split('\n').slice(2) ?? [];
  return rows.flatMap((row) => codesOf(row.split(/ ?\| ?/)[column + 1] ?? ''));
}

function codesOf(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

/** Reads what each entry point exports, by what users import. */
async function readExports(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const modules = entryPoints.map(
    async ({ specifier }) => [specifier, new Set(Object.keys((await import(specifier)) as object))] as const,
  );
  return new Map(await Promise.all(modules));
}

describe('what the documents say of versions', () => {
  test('is the Node of package.json', () => {
    const oldest = /^>=(\d+)$/.exec(manifest.engines.node)?.[1];
    expect(claimOf('README.md', /nothing but Node (\d+) or newer/)).toBe(oldest);
    expect(claimOf('README.md', /Runs in Node (\d+) and newer/)).toBe(oldest);
  });

  test('is the release of Kubernetes whose answers are the default ones', () => {
    const releases = textsOfType('src/model/limits.ts', 'KubernetesRelease');
    expect(releases.length).toBeGreaterThan(1);
    const metadata = { name: 'web-1', namespace: 'shop', resourceVersion: '7' };
    const input = { metadata, addressType: 'IPv6' };
    const answer = (options: object) =>
      JSON.stringify(validateUpdate({ input, before: { ...input, addressType: 'IPv4' } }, options));
    const isDefault = releases.filter((kubernetes) => answer({ kubernetes }) === answer({}));
    expect(isDefault).toHaveLength(1);
    expect(claimOf('README.md', /Tracks\sKubernetes (\d+\.\d+)[.,]/)).toBe(isDefault[0]);
    expect(claimOf('docs/validation.md', /API server of Kubernetes (\d+\.\d+) would/)).toBe(isDefault[0]);
  });

  test('is the release of the Go code that runs beside this library', () => {
    const module = /k8s\.io\/kubernetes v(\d+\.\d+)\./.exec(readProjectFile('test/reference/go.mod'))?.[1];
    expect(claimOf('docs/upstream.md', /Read at Kubernetes v(\d+\.\d+)/)).toBe(module);
  });

  test('is the compiler of package.json', () => {
    const compiler = manifest.devDependencies['typescript']?.split('.')[0];
    expect(claimOf('docs/decisions/README.md', /TypeScript (\d+) with/)).toBe(compiler);
  });
});

describe('what the documents list', () => {
  test.each([
    ['docs/upstream.md', '| here |'],
    ['docs/validation.md', '| function |'],
    ['docs/concepts.md', '| name |'],
  ])('in %s below "%s" is exported', async (page, header) => {
    const exported = await readExports();
    const names = columnOf(page, header);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => ![...exported.values()].some((known) => known.has(name)))).toEqual([]);
  });

  test('in README.md below "you write" is exported by the entry point that it is said to be from', async () => {
    const exported = await readExports();
    const claims = [...readProjectFile('README.md').matchAll(/((?:`\w+`(?:, )?)+) from `(endpointslice[\w/-]*)`/g)];
    expect(new Set(claims.map(([, , specifier]) => specifier))).toEqual(new Set(exported.keys()));
    for (const [, names = '', specifier = ''] of claims) {
      const known = exported.get(specifier);
      expect(
        codesOf(names).filter((name) => known?.has(name) !== true),
        specifier,
      ).toEqual([]);
    }
  });

  test('in the tables of docs/hints.md is every strategy and every reason', () => {
    const strategies = textsOfType('src/hints/hints-strategy.ts', 'HintsStrategy');
    expect(columnOf('docs/hints.md', '| strategy |')).toEqual(strategies);
    const reasons = [
      ...textsOfType('src/hints/verdict.ts', 'HintsVerdictDetails'),
      ...textsOfType('src/zones/zone-capacity.ts', 'CapacityProblem'),
    ];
    expect(columnOf('docs/hints.md', '| reason |').toSorted()).toEqual(reasons.toSorted());
  });

  test('in docs/validation.md is every type of issue', () => {
    const text = readProjectFile('docs/validation.md');
    const types = textsOfType('src/decode/issue.ts', 'IssueType');
    expect(types.length).toBeGreaterThan(0);
    expect(types.filter((type) => !text.includes(`// ${type}: `) && !text.includes(`\`${type}\``))).toEqual([]);
  });

  test('in docs/consumer.md is every reason for which an endpoint is not listed', () => {
    const reasons = textsOfType('src/model/routable-endpoint.ts', 'LosingReason');
    expect(columnOf('docs/consumer.md', '| reason |').toSorted()).toEqual(reasons.toSorted());
  });

  test('of variables for properties is what the tests read', () => {
    const settings = readProjectFile('test/support/property-settings.ts');
    for (const page of ['README.md', ...filesBelow('docs', '.md')]) {
      for (const [variable] of readProjectFile(page).matchAll(/\bPROPERTY_[A-Z]+\b/g)) {
        expect(settings.includes(`process.env['${variable}']`), `${page} names ${variable}`).toBe(true);
      }
    }
  });
});

describe('what the guides say of the programs in docs/examples', () => {
  test.each([
    ['docs/getting-started.md', 'controller-loop'],
    ['docs/consumer.md', 'resolver'],
    ['docs/validation.md', 'webhook'],
  ])('in %s, of %s, is how long it is: at most half as long as against the first API', (page, program) => {
    const path = `examples/${program}/main.ts`;
    const length = readProjectFile(`docs/${path}`).trimEnd().split('\n').length;
    const sentence = String.raw`\]\(${path}\) has (\d+) lines\b`;
    expect(claimOf(page, new RegExp(sentence))).toBe(String(length));
    const former = claimOf(page, /against the first API of\s+this library[^.]*? had (\d+)\./);
    expect(length).toBeLessThanOrEqual(Number(former) / 2);
  });
});
