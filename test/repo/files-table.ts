import { readProjectFile } from './source-files.ts';

/** A Markdown table of source files, each with the first sentence of its first doc comment. */
export function filesTable(paths: readonly string[]): string {
  const rows = paths.map((path) => `| \`${path}\` | ${firstSentence(readProjectFile(path), path)} |`);
  return `${['| file | what is in it |', '| --- | --- |', ...rows].join('\n')}\n`;
}

function firstSentence(text: string, path: string): string {
  if (/^src\/(index|schema)\.ts$/.test(path)) return 'Entry point: the public names, in flow order.';
  const comment = [...text.matchAll(/\/\*\*([\s\S]*?)\*\//g)].map((match) => match[1] ?? '').at(0) ?? '';
  const prose =
    comment
      .replaceAll(/^\s*\* ?/gm, '')
      .trim()
      .split(/\n\s*\n/)[0] ?? '';
  const sentence = /^[\s\S]*?[.:](?=\s|$)/.exec(prose)?.[0] ?? prose;
  return sentence.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
}
