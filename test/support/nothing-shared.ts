import { expect } from 'vitest';

/** Throws if some object or array is in both values. */
export function expectNothingShared(left: unknown, right: unknown): void {
  const parts = new Set<unknown>();
  const walk = (value: unknown, visit: (part: object) => void): void => {
    if (typeof value !== 'object' || value === null) return;
    visit(value);
    for (const part of Object.values(value)) walk(part, visit);
  };
  walk(left, (part) => parts.add(part));
  walk(right, (part) => expect(parts.has(part), JSON.stringify(part)).toBe(false));
}
