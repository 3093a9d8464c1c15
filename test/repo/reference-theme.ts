import {
  type ContainerReflection,
  type DeclarationReflection,
  makeRecursiveVisitor,
  type ProjectReflection,
  ReferenceReflection,
  type Reflection,
  ReflectionKind,
  ReflectionType,
  type SignatureReflection,
  type Type,
  UnionType,
} from 'typedoc';
import { type MarkdownPageEvent, MarkdownTheme, MarkdownThemeContext, ModuleRouter } from 'typedoc-plugin-markdown';
import { specifierOfPage } from './entry-points.ts';
import { anchorOf } from './headings.ts';

/** Whether a name is one of types only. */
export function isTypeName(model: Reflection): boolean {
  return model.kindOf([ReflectionKind.Interface, ReflectionKind.TypeAlias]);
}

/** Returns the heading of an export: `planService()`, `type Plan`, `emptyCache`. */
export function titleOf(model: Reflection): string {
  if (isTypeName(model)) return `type ${model.name}`;
  return model.kindOf(ReflectionKind.Function) ? `${model.name}()` : model.name;
}

/** Returns the exported types that a type names at any depth, each once, in order of the text. */
export function typesNamedIn(types: readonly (Type | undefined)[]): DeclarationReflection[] {
  const named = new Set<DeclarationReflection>();
  const visitor = makeRecursiveVisitor({
    reference: (type) => {
      const target = type.reflection;
      if (target?.isDeclaration() === true && isTypeName(target)) named.add(target);
    },
    reflection: ({ declaration }) => {
      for (const child of declaration.children ?? []) child.type?.visit(visitor);
      for (const index of declaration.indexSignatures ?? []) {
        for (const { type } of index.parameters ?? []) type?.visit(visitor);
        index.type?.visit(visitor);
      }
      for (const signature of declaration.signatures ?? []) {
        for (const type of typesOfSignature(signature)) type?.visit(visitor);
      }
    },
  });
  for (const type of types) type?.visit(visitor);
  return [...named];
}

/** Returns the types that a function takes, then the one that it returns, then what its type parameters extend. */
export function typesOfSignature({ typeParameters, parameters, type }: SignatureReflection): (Type | undefined)[] {
  return [...(parameters ?? []).map((one) => one.type), type, ...(typeParameters ?? []).map((one) => one.type)];
}

/** Gives each export the anchor of its heading, so that names which differ only in case stay apart. */
export class ReferenceRouter extends ModuleRouter {
  override buildPages(project: ProjectReflection): ReturnType<ModuleRouter['buildPages']> {
    const pages = super.buildPages(project);
    for (const page of project.children ?? []) {
      for (const model of page.children ?? []) {
        const anchor = anchorOf(titleOf(model));
        this.anchors.set(model, anchor);
        this.fullUrls.set(model, `${this.fullUrls.get(page)}#${anchor}`);
      }
    }
    return pages;
  }
}

/** The pages of the plugin, with a short list in front, one heading for each export, and types as links below the code. */
export class ReferenceTheme extends MarkdownTheme {
  override getRenderContext(page: MarkdownPageEvent<Reflection>): MarkdownThemeContext {
    return new ReferenceContext(this, page, this.application.options);
  }
}

type OwnPartial =
  | 'memberTitle'
  | 'body'
  | 'signatureTitle'
  | 'declarationTitle'
  | 'memberWithGroups'
  | 'hierarchy'
  | 'indexSignature'
  | 'signatureReturns'
  | 'typeDeclarationUnionContainer';

class ReferenceContext extends MarkdownThemeContext {
  readonly #ofPlugin: MarkdownThemeContext['partials'];

  constructor(...of: ConstructorParameters<typeof MarkdownThemeContext>) {
    super(...of);
    this.#ofPlugin = this.partials;
    this.partials = { ...this.#ofPlugin, ...this.#ownPartials() };
  }

  /** Returns what differs from the plugin's pages. */
  #ownPartials(): Pick<MarkdownThemeContext['partials'], OwnPartial> {
    return {
      memberTitle: (model) => (model.parent?.kindOf(ReflectionKind.Module) === true ? titleOf(model) : model.name),
      body: (model, options) => {
        if (model.kindOf(ReflectionKind.Project)) return this.#listPages(model);
        return model.kindOf(ReflectionKind.Module) ? this.#writePage(model) : this.#ofPlugin.body(model, options);
      },
      signatureTitle: (model, options) => {
        const code = asDeclaration(this.#ofPlugin.signatureTitle(model, options));
        return model.parent.kindOf(ReflectionKind.Function) ? code + this.#linksTo(typesOfSignature(model)) : code;
      },
      declarationTitle: (model) => {
        const code = asDeclaration(this.#ofPlugin.declarationTitle(model));
        if (model.kindOf(ReflectionKind.TypeAlias)) return code + this.#linksTo([model.type]);
        // The type of a constant is its value.
        return model.kindOf(ReflectionKind.Variable) ? code.replace(/ = .*;$/m, ';') : code;
      },
      memberWithGroups: (model, options) => {
        const text = this.#ofPlugin.memberWithGroups(model, options);
        if (!model.kindOf(ReflectionKind.Interface) || model.typeParameters === undefined) return text;
        const parameters = model.typeParameters.map((parameter) => {
          const bound = parameter.type === undefined ? '' : ` extends ${parameter.type.toString()}`;
          return `${parameter.name}${bound}${parameter.default === undefined ? '' : ` = ${parameter.default.toString()}`}`;
        });
        return `\`\`\`typescript\ninterface ${model.name}<${parameters.join(', ')}>\n\`\`\`\n\n${text}`;
      },
      hierarchy: ({ types, next }) => {
        // Which type extends which is said at the one that does.
        const bases = next === undefined ? [] : types;
        return bases.length === 0 ? '' : `Extends ${bases.map((type) => this.partials.someType(type)).join(', ')}.`;
      },
      indexSignature: (model, options) => asDeclaration(this.#ofPlugin.indexSignature(model, options)),
      signatureReturns: () => '',
      // The members stand in the declaration; only what is said of them is left to say.
      typeDeclarationUnionContainer: (model) => this.#describeMembers(model),
    };
  }

  #linkTo(model: Reflection): string {
    return `[\`${model.name}${model.kindOf(ReflectionKind.Function) ? '()' : ''}\`](${this.urlTo(model)})`;
  }

  #linksTo(types: readonly (Type | undefined)[]): string {
    const links = typesNamedIn(types).map((type) => this.#linkTo(type));
    return links.length === 0 ? '' : `\n\nTypes: ${links.join(', ')}.`;
  }

  /** Returns the table of the pages, each with its first sentences. */
  #listPages(project: ContainerReflection): string {
    const rows = (project.children ?? []).map((page) => {
      const text = this.helpers.getCommentParts(page.comment?.summary ?? []).replaceAll(/\s+/g, ' ');
      return `| [\`${specifierOfPage(page.name)}\`](${this.urlTo(page)}) | ${text.trim()} |`;
    });
    return ['| entry point | who needs it |', '| --- | --- |', ...rows].join('\n');
  }

  /** Returns a page: one line for each section, then the sections. */
  #writePage(page: ContainerReflection): string {
    const sections = (page.groups ?? []).map(({ title, children }) => {
      const own = children.filter((model): model is DeclarationReflection => !(model instanceof ReferenceReflection));
      return {
        title,
        values: own.filter((model) => !isTypeName(model)),
        types: own.filter(isTypeName),
        others: children
          .filter((model) => model instanceof ReferenceReflection)
          .map((model) => model.getTargetReflectionDeep()),
      };
    });
    const contents = sections.map(({ title, values, types }) => {
      const names = values.map(({ name }) => `\`${name}\``).join(', ');
      return `- [${title}](#${anchorOf(title)}): ${names === '' ? `${types.length} types` : names}`;
    });
    const text = sections.flatMap(({ title, values, types, others }) => {
      const models = [...values, ...types];
      const listed = models.length > 1 ? [models.map((model) => this.#linkTo(model)).join(', ')] : [];
      const elsewhere =
        others.length > 0 ? [`From other pages: ${others.map((model) => this.#linkTo(model)).join(', ')}.`] : [];
      return [
        `## ${title}`,
        ...listed,
        ...elsewhere,
        ...models.map((model) => this.partials.memberContainer(model, { headingLevel: 3 })),
      ];
    });
    return [contents.join('\n'), ...text].join('\n\n');
  }

  /** Returns what the doc comments say of the members of a union, and of the fields of each. */
  #describeMembers({ type }: DeclarationReflection | SignatureReflection): string {
    if (!(type instanceof UnionType)) return '';
    const describe = (parts: Parameters<typeof this.helpers.getCommentParts>[0]): string =>
      this.helpers.getCommentParts(parts).trim().replaceAll(/\s+/g, ' ');
    const lines = type.types.flatMap((member, index) => {
      const said = describe(type.elementSummaries?.[index] ?? []);
      const fields = member instanceof ReflectionType ? (member.declaration.children ?? []) : [];
      const label = fields.find((field) => field.type?.type === 'literal');
      const name = label === undefined ? member.toString() : `${label.name}: ${label.type?.toString() ?? ''}`;
      const ofFields = fields
        .map((field) => ({ name: field.name, text: describe(field.comment?.summary ?? []) }))
        .filter(({ text }) => text !== '')
        .map((field) => `  - \`${field.name}\`: ${field.text}`);
      if (said === '' && ofFields.length === 0) return [];
      return [`- \`${name}\`${said === '' ? '' : `: ${said}`}`, ...ofFields];
    });
    return lines.join('\n');
  }
}

/** Marks code as a declaration, which is not run as an example is. */
function asDeclaration(block: string): string {
  return block.replace(/^```ts\n/, '```typescript\n');
}
