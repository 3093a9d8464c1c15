import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Application,
  type CommentDisplayPart,
  type ProjectReflection,
  ReflectionGroup,
  type TypeDocOptions,
} from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';
import { entryPoints, pageNameOf, specifierOfPage } from './entry-points.ts';
import { publicNames, readExports } from './exports.ts';
import { missingImports } from './import-lines.ts';
import { isTypeName, ReferenceRouter, ReferenceTheme } from './reference-theme.ts';
import { projectRoot } from './source-files.ts';
import { vocabularyPage } from './vocabulary.ts';

/** The folder of the pages. */
export const referenceFolder = 'docs/api';

/** Nothing here depends on the machine, the clock or the state of git. */
const options: TypeDocOptions & PluginOptions = {
  plugin: ['typedoc-plugin-markdown'],
  name: 'API',
  entryPoints: entryPoints.map(({ path }) => join(projectRoot, path)),
  tsconfig: join(projectRoot, 'tsconfig.json'),
  basePath: projectRoot,
  readme: 'none',
  disableGit: true,
  disableSources: true,
  hideGenerator: true,
  logLevel: 'Warn',
  includeVersion: false,
  // `npm run types` finds what the compiler has against the code.
  skipErrorChecking: true,
  sort: ['source-order'],
  router: 'reference',
  theme: 'reference',
  hideBreadcrumbs: true,
  hidePageHeader: true,
  useCodeBlocks: true,
  expandObjects: true,
  expandParameters: true,
  parametersFormat: 'none',
  interfacePropertiesFormat: 'table',
  propertyMembersFormat: 'table',
  typeAliasPropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  tableColumnSettings: { hideInherited: true, hideModifiers: true, hideOverrides: true, leftAlignHeaders: true },
  pageTitleTemplates: { index: 'API', module: ({ name }) => `\`${specifierOfPage(name)}\`` },
};

/** Returns the text of each page of the reference and of the vocabulary, by its path from the project's folder. */
export async function makeReference(): Promise<ReadonlyMap<string, string>> {
  const { app, project } = await readProject();
  const folder = mkdtempSync(join(tmpdir(), 'endpointslice-reference-'));
  try {
    await app.outputs.writeOutput({ name: 'markdown', path: folder }, project);
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
    return new Map([
      ...names
        .sort()
        .map((name) => [`${referenceFolder}/${name}`, tidy(readFileSync(join(folder, name), 'utf8'))] as const),
      ['docs/vocabulary.md', vocabularyPage(project)],
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function readProject(): Promise<{ app: Application; project: ProjectReflection }> {
  const app = await Application.bootstrapWithPlugins(options);
  app.renderer.defineRouter('reference', ReferenceRouter);
  app.renderer.defineTheme('reference', ReferenceTheme);
  const project = await app.convert();
  if (project === undefined || app.logger.hasErrors()) throw new Error('TypeDoc cannot read the entry points');
  const order = new Map(entryPoints.map(({ specifier }, index) => [specifier, index]));
  project.children?.sort((left, right) => (order.get(left.name) ?? 0) - (order.get(right.name) ?? 0));
  for (const { specifier, path } of entryPoints) {
    const page = project.children?.find(({ name }) => name === specifier);
    if (page === undefined) throw new Error(`${path} does not name its module ${specifier}`);
    page.name = pageNameOf(specifier);
    const children = new Map(page.children?.map((child) => [child.name, child]));
    page.groups = readExports(path).map(({ title, entries }) => {
      const group = new ReflectionGroup(title, page);
      group.children = entries.flatMap(({ name }) => children.get(name) ?? []);
      return group;
    });
    // Sections of types alone come last: readers look for what to call.
    const callable = ({ children: all }: ReflectionGroup): boolean => all.some((child) => !isTypeName(child));
    page.groups.sort((left, right) => Number(callable(right)) - Number(callable(left)));
  }
  for (const { comment } of Object.values(project.reflections)) {
    for (const part of comment?.summary ?? []) linkPages(part);
    for (const { tag, content } of comment?.blockTags ?? []) {
      for (const part of content) {
        if (tag === '@example') addImports(part);
        else linkPages(part);
      }
    }
  }
  return { app, project };
}

/** Gives an example the imports that make it compile when it is copied. */
function addImports(part: CommentDisplayPart): void {
  if (part.kind !== 'code') return;
  part.text = part.text.replace(/^(```ts\n)(?=([\s\S]*)\n```$)/, (_, fence: string, code: string) => {
    return fence + missingImports(code, publicNames);
  });
}

/** Makes a link of the path of a page. */
function linkPages(part: CommentDisplayPart): void {
  if (part.kind === 'text') part.text = part.text.replaceAll(/\bdocs\/([\w-]+)\.md/g, '[$1](../$1.md)');
}

/**
 * Leaves headings to the exports: what the plugin writes below them is a word in bold before the text, or goes where the form
 * of the text tells as much. Properties have no anchors.
 */
function tidy(page: string): string {
  return page
    .replaceAll(/^#{4,} (?:Properties|Methods|Indexable|Union Members|Type Declaration|Examples?)\n\n/gm, '')
    .replaceAll(/^#{4,} See$/gm, '#### Source')
    .replaceAll(/^#{4,} (.+)\n\n(?![`|])/gm, '**$1**: ')
    .replaceAll(/^#{4,} (.+)$/gm, '**$1**')
    .replaceAll(/<a id="[^"]*"><\/a> /g, '');
}
