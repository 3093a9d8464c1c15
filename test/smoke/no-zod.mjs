// Checks of the built package that zod is behind the validation entry point only, and in no declaration.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';

const dist = new URL('../../dist/', import.meta.url);

function filesReachedFrom(name, reached = new Set()) {
  if (reached.has(name)) return reached;
  reached.add(name);
  const text = readFileSync(new URL(name, dist), 'utf8');
  for (const [, next] of text.matchAll(/(?:from|import|require\()\s*["']\.\/([^"']+)["']/g))
    filesReachedFrom(next, reached);
  return reached;
}

const importsZod = (name) => /(?:from|import|require\()\s*["']zod["']/.test(readFileSync(new URL(name, dist), 'utf8'));

for (const kind of ['js', 'cjs']) {
  assert.deepEqual([...filesReachedFrom(`index.${kind}`)].filter(importsZod), [], 'the planner holds zod');
  assert.ok([...filesReachedFrom(`schema.${kind}`)].some(importsZod), 'validation does not hold zod');
}
const declarations = readdirSync(dist, { recursive: true }).filter((name) => /\.d\.c?ts$/.test(name));
assert.ok(declarations.length >= 4, 'there are declarations');
for (const name of declarations) {
  assert.ok(!/\bzod\b/.test(readFileSync(new URL(name, dist), 'utf8')), `${name} mentions zod`);
}
console.log(`no zod in index and in ${declarations.length} declarations`);
