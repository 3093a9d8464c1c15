import { cpus } from 'node:os';

/** What figures depend on: Node, the processor, and the day. */
export function describeMachine(): string {
  const day = new Date().toISOString().slice(0, 10);
  return `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${day}`;
}
