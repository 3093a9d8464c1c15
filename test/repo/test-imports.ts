import { dirname, join } from 'node:path';
import ts from 'typescript';

/** What an entry point of the package exports: the name there, by `file#name` of where it stands in `src`. */
export interface EntryPoint {
  /** What an import of it names. */
  readonly specifier: string;
  /** Its file. */
  readonly path: string;
  readonly nameOf: ReadonlyMap<string, string>;
}

/** Reads an entry point, a file that only exports. */
export function readEntryPoint(specifier: string, path: string, text: string): EntryPoint {
  const nameOf = new Map<string, string>();
  for (const statement of parse(path, text).statements) {
    if (!ts.isExportDeclaration(statement) || statement.exportClause === undefined) continue;
    if (!ts.isNamedExports(statement.exportClause)) continue;
    const from = join(dirname(path), specifierOf(statement));
    for (const { name, propertyName } of statement.exportClause.elements)
      nameOf.set(`${from}#${(propertyName ?? name).text}`, name.text);
  }
  return { specifier, path, nameOf };
}

/** One name that is imported. */
interface ImportedName {
  /** As it is exported. */
  readonly name: string;
  /** As it is called here. */
  readonly local: string;
  readonly isType: boolean;
}

/**
 * Returns the text of a test with its imports as the rule says: what an entry point exports is imported from there, under
 * the name of the package, everything else from its file in `src`. The same text if it is so already.
 */
export function withPublicImports(path: string, text: string, entryPoints: readonly EntryPoint[]): string {
  const imports = parse(path, text).statements.filter(ts.isImportDeclaration);
  const moved = new Map<string, ImportedName[]>();
  const left = new Map<ts.ImportDeclaration, readonly ImportedName[]>();
  for (const declaration of imports) {
    const names = importedNames(declaration);
    const specifier = specifierOf(declaration);
    if (names === undefined || !specifier.startsWith('.')) continue;
    const target = join(dirname(path), specifier);
    if (!target.startsWith('src/')) continue;
    const staying = names.filter((imported) => {
      const home = findHome(target, imported, entryPoints);
      if (home === undefined) return true;
      moved.set(home.specifier, [...(moved.get(home.specifier) ?? []), home.imported]);
      return false;
    });
    if (staying.length < names.length) left.set(declaration, staying);
  }
  if (moved.size === 0) return text;
  const written = new Map<ts.ImportDeclaration, string>();
  for (const [declaration, staying] of left) written.set(declaration, writeImport(staying, specifierOf(declaration)));
  const fresh: string[] = [];
  for (const [specifier, names] of moved) {
    const existing = imports.find((one) => specifierOf(one) === specifier && importedNames(one) !== undefined);
    if (existing === undefined) fresh.push(writeImport(names, specifier));
    else written.set(existing, writeImport([...(importedNames(existing) ?? []), ...names], specifier));
  }
  const [first] = left.keys();
  if (first !== undefined)
    written.set(first, [...fresh, written.get(first) ?? ''].filter((line) => line !== '').join('\n'));
  return [...written]
    .sort(([one], [other]) => other.pos - one.pos)
    .reduce((result, [declaration, line]) => {
      const start = declaration.getStart();
      const end = line === '' ? declaration.end + 1 : declaration.end;
      return result.slice(0, start) + line + result.slice(end);
    }, text);
}

/** The entry point that exports a name of a file in `src`, and the name there. */
function findHome(
  target: string,
  imported: ImportedName,
  entryPoints: readonly EntryPoint[],
): { readonly specifier: string; readonly imported: ImportedName } | undefined {
  for (const { specifier, path, nameOf } of entryPoints) {
    const name = target === path ? imported.name : nameOf.get(`${target}#${imported.name}`);
    if (name !== undefined) return { specifier, imported: { ...imported, name } };
  }
  return undefined;
}

/** The names between the braces of an import; `undefined` for one of another form. */
function importedNames({ importClause }: ts.ImportDeclaration): readonly ImportedName[] | undefined {
  const bindings = importClause?.namedBindings;
  if (importClause === undefined || importClause.name !== undefined) return undefined;
  if (bindings === undefined || !ts.isNamedImports(bindings)) return undefined;
  const isTypeOnly = importClause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  return bindings.elements.map((element) => ({
    name: (element.propertyName ?? element.name).text,
    local: element.name.text,
    isType: isTypeOnly || element.isTypeOnly,
  }));
}

function writeImport(names: readonly ImportedName[], specifier: string): string {
  if (names.length === 0) return '';
  const isTypeOnly = names.every(({ isType }) => isType);
  const words = new Map(
    names.map(({ name, local, isType }) => [
      local,
      `${isType && !isTypeOnly ? 'type ' : ''}${name === local ? name : `${name} as ${local}`}`,
    ]),
  );
  const sorted = [...words].sort(([left], [right]) => (left.toLowerCase() < right.toLowerCase() ? -1 : 1));
  return `import ${isTypeOnly ? 'type ' : ''}{ ${sorted.map(([, word]) => word).join(', ')} } from '${specifier}';`;
}

function specifierOf({ moduleSpecifier }: ts.ImportDeclaration | ts.ExportDeclaration): string {
  return moduleSpecifier !== undefined && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : '';
}

function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
}
