import { readFileSync, writeFileSync } from 'node:fs';

/** Puts text between `<!-- mark -->` and `<!-- end of mark -->` of a page in docs. */
export function writeSection(page: string, mark: string, text: string): void {
  const file = new URL(`../../docs/${page}`, import.meta.url);
  const before = readFileSync(file, 'utf8');
  const pattern = new RegExp(`(<!-- ${mark} -->\\n)[\\s\\S]*?(<!-- end of ${mark} -->)`);
  if (!pattern.test(before)) throw new RangeError(`docs/${page} has no section ${mark}`);
  writeFileSync(
    file,
    before.replace(pattern, (_, start: string, end: string) => `${start}\n${text}\n\n${end}`),
  );
}
