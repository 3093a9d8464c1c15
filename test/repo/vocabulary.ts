import { type DeclarationReflection, type ProjectReflection, ReflectionKind } from 'typedoc';
import { entryPoints, pageNameOf } from './entry-points.ts';
import { type Export, readExports } from './exports.ts';
import { firstSentence } from './files-table.ts';
import { anchorOf } from './headings.ts';
import { titleOf, typesNamedIn, typesOfSignature } from './reference-theme.ts';
import { upstreamSource } from './upstream-source.ts';

const introduction = `# Vocabulary

Every name that the package exports, in tables made from the doc comments by \`npm run docs:update\`: what each type is for, and
our functions beside those of Kubernetes. [The reference](api/README.md) has the details. \`…Like\` types are what functions
take; the others are what they return.`;

/** Returns the page of all types, functions and constants, in tables. */
export function vocabularyPage(project: ProjectReflection): string {
  const places = placesOf(project);
  const models = new Map(project.children?.map((page) => [page.name, page.children ?? []]));
  const types = entryPoints.flatMap(({ specifier, path }) => {
    const page = pageNameOf(specifier);
    const ofPage = new Map(models.get(page)?.map((model) => [model.name, model]));
    const rows = readExports(path)
      .flatMap(({ entries }) => entries)
      .flatMap((entry) => {
        const model = ofPage.get(entry.name);
        // What an earlier page has is a reference here.
        const isType = model?.kindOf([ReflectionKind.Interface, ReflectionKind.TypeAlias]);
        if (model === undefined || isType !== true) return [];
        const link = `[\`${model.name}\`](api/${page}.md#${anchorOf(titleOf(model))})`;
        return [`| ${link} | ${firstSentence(proseOf(entry))} | ${places.get(model) ?? ''} |`];
      });
    if (rows.length === 0) return [];
    const header = ['| type | what it is | functions that take or return it |', '| --- | --- | --- |'];
    return [`## Types of \`${specifier}\``, [...header, ...rows].join('\n')];
  });
  const exported = entryPoints.flatMap(({ path }) => readExports(path).flatMap(({ entries }) => entries));
  const functions = exported.filter(({ declaration }) => declaration.startsWith('export function'));
  const rows = functions.map((entry) => ({ name: entry.name, ...sourcesOf(entry) }));
  const known = rows.filter(({ upstream }) => upstream !== '');
  const own = rows.filter(({ upstream }) => upstream === '');
  const values = exported.filter(({ declaration }) => declaration.startsWith('export const'));
  return `${[
    introduction,
    ...types,
    "## Functions beside Kubernetes' own",
    [
      '| here | upstream | [rules](rules.md) |',
      '| --- | --- | --- |',
      ...known.map(({ name, upstream, rules }) => `| \`${name}\` | ${upstream} | ${rules} |`),
    ].join('\n'),
    `Without a source in Kubernetes: ${listOf(own)}.`,
    '## Constants',
    `${listOf(values)}: see [their page](api/well-known.md) for labels, annotations and limits.`,
  ].join('\n\n')}\n`;
}

/**
 * Returns, for each exported type, the functions that take or return it; for one that none does, the types that hold it; for
 * one that none holds, those of which it is a part.
 */
function placesOf(project: ProjectReflection): ReadonlyMap<DeclarationReflection, string> {
  const functions = new Map<DeclarationReflection, string[]>();
  const holders = new Map<DeclarationReflection, string[]>();
  const names = new Map<DeclarationReflection, readonly DeclarationReflection[]>();
  for (const model of project.children?.flatMap(({ children }) => children ?? []) ?? []) {
    const isFunction = model.kindOf(ReflectionKind.Function);
    const members = [model, ...(model.children ?? [])];
    const signatures = members.flatMap((member) => member.signatures ?? []);
    const named = typesNamedIn([
      ...members.map(({ type }) => type),
      ...signatures.flatMap(typesOfSignature),
      ...(model.indexSignatures ?? []).map(({ type }) => type),
      ...(model.extendedTypes ?? []),
    ]);
    names.set(model, named);
    for (const type of named) {
      if (type === model) continue;
      const places = isFunction ? functions : holders;
      places.set(type, [...(places.get(type) ?? []), `\`${model.name}\``]);
    }
  }
  return new Map(
    [...names].map(([type, parts]) => {
      const places = functions.get(type) ?? holders.get(type);
      const word = functions.has(type) ? '' : places === undefined ? 'part of ' : 'in ';
      return [type, word + (places ?? parts.map(({ name }) => `\`${name}\``)).join(', ')];
    }),
  );
}

/** Returns what a doc comment gives as its source: what is upstream's, and the numbers of rules. */
function sourcesOf({ comment }: Export): { readonly upstream: string; readonly rules: string } {
  const parts = [...comment.matchAll(/^@see\s+([^@]*)/gm)].flatMap(([, text = '']) =>
    text.trim().replaceAll(/\s+/g, ' ').split('; '),
  );
  return {
    upstream: parts.filter((part) => !part.startsWith('docs/') && upstreamSource.test(part)).join('; '),
    rules: parts.flatMap((part) => /^docs\/rules\.md (.+)$/.exec(part)?.[1] ?? []).join(', '),
  };
}

/** Returns the doc comment up to its first tag. */
function proseOf({ comment }: Export): string {
  return comment.split(/^@/m)[0] ?? '';
}

function listOf(entries: readonly { readonly name: string }[]): string {
  return entries.map(({ name }) => `\`${name}\``).join(', ');
}
