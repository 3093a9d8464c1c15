import ts from 'typescript';
import { filesBelow, readProjectFile } from './source-files.ts';
import { describe, expect, test } from 'vitest';

/** What a type or a field is called that holds reasons, or words that stand beside them. */
const HOLDER = /^(reason|cause|kind)$|(Reason|Refusal|StrategyName|Strategy)$/;

/** Every word that the declarations of a file allow as a reason, with the name of the type or field. */
function reasonsOf(path: string, text: string): { readonly holder: string; readonly word: string }[] {
  const found: { holder: string; word: string }[] = [];
  const addWords = (holder: string, node: ts.Node): void => {
    if (ts.isIndexedAccessTypeNode(node)) return;
    if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) found.push({ holder, word: node.literal.text });
    ts.forEachChild(node, (child) => addWords(holder, child));
  };
  const visit = (node: ts.Node): void => {
    const isDeclaration = ts.isTypeAliasDeclaration(node) || ts.isPropertySignature(node);
    if (isDeclaration && node.type !== undefined) {
      const holder = node.name.getText();
      if (HOLDER.test(holder)) addWords(holder, node.type);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true));
  return found;
}

describe('the reasons', () => {
  test('are words in PascalCase', () => {
    const found = filesBelow('src', '.ts').flatMap((path) => reasonsOf(path, readProjectFile(path)));
    for (const holder of ['CreateReason', 'UpdateReason', 'DeleteReason', 'LosingReason', 'HintsStrategy', 'reason']) {
      expect(
        found.some((one) => one.holder === holder),
        holder,
      ).toBe(true);
    }
    expect(found.filter(({ word }) => !/^([A-Z][a-z]*)+$/.test(word))).toEqual([]);
  });

  test('are read from unions, and from fields of unions', () => {
    const text =
      "type WhyReason = /** a */ | 'A' | 'b-c';\ntype Other = 'd' | { readonly reason: 'E' } | { reason: 'f'; name: 'g' };\n";
    expect(reasonsOf('x.ts', text).map(({ word }) => word)).toEqual(['A', 'b-c', 'E', 'f']);
  });
});
