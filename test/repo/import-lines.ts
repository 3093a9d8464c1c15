import ts from 'typescript';

/** What one entry point of the package exports. */
export interface PublicNames {
  /** What an import of it names. */
  readonly specifier: string;
  readonly names: readonly { readonly name: string; readonly isType: boolean }[];
}

/**
 * Returns the import lines that an example lacks: one for each entry point of which it uses a public name that it neither
 * imports nor declares. `''` when it lacks none.
 */
export function missingImports(code: string, entryPoints: readonly PublicNames[]): string {
  const source = ts.createSourceFile('example.ts', code, ts.ScriptTarget.ES2022, true);
  const own = new Set<string>();
  const used = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      if (declares(node)) own.add(node.text);
      else if (!isMemberName(node)) used.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return entryPoints
    .map(({ specifier, names }) => {
      const lacking = names.filter(({ name }) => used.has(name) && !own.has(name));
      for (const { name } of lacking) own.add(name);
      const list = lacking
        .sort((left, right) => (left.name < right.name ? -1 : 1))
        .map(({ name, isType }) => (isType ? `type ${name}` : name));
      return list.length === 0 ? '' : `import { ${list.join(', ')} } from '${specifier}';\n`;
    })
    .join('');
}

/** Whether this identifier is where a name is declared or imported. */
function declares(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    (ts.isVariableDeclaration(parent) ||
      ts.isBindingElement(parent) ||
      ts.isParameter(parent) ||
      ts.isFunctionDeclaration(parent) ||
      ts.isInterfaceDeclaration(parent) ||
      ts.isTypeAliasDeclaration(parent) ||
      ts.isImportSpecifier(parent) ||
      ts.isNamespaceImport(parent)) &&
    parent.name === node
  );
}

/** Whether this identifier names a member of something, not a value or type in scope. */
function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isBindingElement(parent) || ts.isImportSpecifier(parent)) return parent.propertyName === node;
  return (
    (ts.isPropertyAccessExpression(parent) ||
      ts.isPropertyAssignment(parent) ||
      ts.isMethodDeclaration(parent) ||
      ts.isPropertySignature(parent) ||
      ts.isMethodSignature(parent)) &&
    parent.name === node
  );
}
