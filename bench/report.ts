import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** What figures depend on: Node, the processor, and the day. */
export function describeMachine(): string {
  const day = new Date().toISOString().slice(0, 10);
  return `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${day}`;
}

/** Puts text between `<!-- mark -->` and `<!-- end of mark -->` of a page in docs. */
export function writeSection(page: string, mark: string, text: string): void {
  const file = new URL(`../docs/${page}`, import.meta.url);
  const pattern = new RegExp(`(<!-- ${mark} -->\\n)[\\s\\S]*?(<!-- end of ${mark} -->)`);
  writeFileSync(file, readFileSync(file, 'utf8').replace(pattern, `$1\n${text}\n\n$2`));
}
