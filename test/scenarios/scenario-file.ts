import { parse } from 'yaml';

/** A scenario file, read: the objects it starts from, and the answer it expects. */
export interface Scenario {
  /** Story and given sections, as written. */
  readonly givenText: string;
  /** The story, without `#`. */
  readonly story: string;
  /** What each given section holds; nothing for one that is left out. */
  readonly given: { readonly [section: string]: unknown };
  /** The answered sections, as written. */
  readonly answerText: string;
}

/** The sections that a kind of scenario has. */
export interface SectionNames {
  /** Sections of YAML, in their order; each may be left out. */
  readonly given: readonly string[];
  /** Sections of text, in their order; all are there. */
  readonly answered: readonly string[];
}

/** Reads a scenario file: comment lines that tell the story, then a heading `[name]` and what it holds, for each section. */
export function readScenario(text: string, { given, answered }: SectionNames): Scenario {
  const [comment = ''] = /^(?:#.*\n)+/.exec(text) ?? [];
  if (comment === '') throw new Error('a scenario must begin with its story, in lines that begin with #');
  const headings = [...text.matchAll(/^\[([a-z]+)\]\n/gm)].map((match) => ({
    name: match[1] as string,
    start: match.index,
    end: match.index + match[0].length,
  }));
  const wanted = [...given, ...answered];
  const order = headings.map(({ name }) => wanted.indexOf(name));
  if (order.some((place, index) => place < 0 || place <= (order[index - 1] ?? -1)))
    throw new Error(
      `sections must be ${wanted.join(', ')}, in this order, got ${headings.map(({ name }) => name).join(', ')}`,
    );
  const firstAnswer = headings.find(({ name }) => answered.includes(name));
  const sections = headings
    .filter(({ name }) => given.includes(name))
    .map(({ name, end }) => [name, parse(text.slice(end, headings.find(({ start }) => start >= end)?.start))] as const);
  return {
    givenText: text.slice(0, firstAnswer?.start),
    story: comment.replaceAll(/^# ?/gm, ''),
    given: Object.fromEntries(sections),
    answerText: firstAnswer === undefined ? '' : text.slice(firstAnswer.start),
  };
}

/** Writes answered sections as a scenario file has them; each block ends in a newline or is empty. */
export function writeAnswer(answer: { readonly [section: string]: string }): string {
  return Object.entries(answer)
    .map(([name, block]) => `[${name}]\n${block}`)
    .join('\n');
}
