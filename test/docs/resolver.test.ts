import { describe, expect, test } from 'vitest';
import { resolve } from '../../docs/examples/resolver/main.ts';
import { listEndpoints, listServicePorts } from 'endpointslice';
import { readProjectFile } from '../repo/source-files.ts';
import { computeView } from '../support/naive-view.ts';
import { readWatchStream } from '../support/watch-streams.ts';

async function run(recording: string, zone?: string) {
  const events = readWatchStream(recording);
  const lines: string[] = [];
  const cache = await resolve(
    events.map((event) => JSON.stringify(event)),
    zone,
    (line) => lines.push(line),
  );
  return { events, lines, cache };
}

describe('the resolver of docs/examples', () => {
  test('has at most 45 lines of code', () => {
    const lines = readProjectFile('docs/examples/resolver/main.ts').split('\n');
    expect(lines.filter((line) => !/^\s*(\/\/.*)?$/.test(line)).length).toBeLessThanOrEqual(45);
  });

  test('prints what changed of a recorded rolling update, and ends where the watch ended', async () => {
    const { events, lines, cache } = await run('rollout');
    expect(lines.slice(0, 4)).toEqual([
      'rollout/web:http/TCP: use 0 (none)',
      '  + 10.244.2.225:8080 (not ready)',
      'rollout/web:http/TCP: use 0 (none)',
      '  + 10.244.2.226:8080 (not ready)',
    ]);
    const uses = lines.filter((line) => line.startsWith('rollout/web:http/TCP: use '));
    expect(uses.at(-1)).toBe('rollout/web:http/TCP: use 35 (ready)');
    const last = new Map(events.map(({ object }) => [object.metadata?.name, object]));
    for (const { type, object } of events) if (type === 'DELETED') last.delete(object.metadata?.name);
    const wanted = computeView(
      [...last.values()].map((slice) => ({ slice })),
      'identity-aware',
    );
    const servicePorts = listServicePorts(cache);
    expect(servicePorts.map((port) => listEndpoints(cache, port).endpoints)).toEqual(
      wanted.map(({ endpoints }) => endpoints),
    );
  });

  test('follows the hints of the zone it is told', async () => {
    const { lines } = await run('hints', 'zone-a');
    const { lines: nowhere } = await run('hints');
    expect(lines).not.toEqual(nowhere);
  });

  test.each([
    ['zone-a', 1],
    ['zone-b', 2],
    [undefined, 5],
  ])('uses each dual-stack pod once: in %s, %i of five pods', async (zone, count) => {
    const { lines } = await run('hints', zone);
    const uses = lines.filter((line) => line.startsWith('hints/node:http/TCP: use '));
    expect(uses.at(-1)).toBe(`hints/node:http/TCP: use ${count} (ready)`);
  });

  test('asks for a relist when the watch ends with an error', async () => {
    const line = JSON.stringify({ type: 'ERROR', object: {} });
    await expect(resolve([line], undefined, () => {})).rejects.toThrow('list again');
  });
});
