import { planMirrors } from '../../docs/examples/plan-cluster/plan-mirrors.ts';
import { projectRoot } from '../repo/source-files.ts';
import { endpointsOf, service, mirroredSlice } from '../support/mirror-world.ts';
import { readRecording } from '../support/recordings.ts';
import { createsOf, deletesOf } from '../support/writes.ts';
import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';

const options = { file: 'f', maxEndpointsPerSlice: 100, fromScratch: false };
const noPlan = { writes: [], unchanged: [] };
const nothing = { services: [], pods: [], nodes: [], slices: [], endpoints: [] };

function runProgram(...args: readonly string[]): string {
  const program = ['--import', 'tsx', 'docs/examples/plan-cluster/main.ts', ...args];
  return execFileSync(process.execPath, program, { cwd: projectRoot, encoding: 'utf8' });
}

describe('planMirrors', () => {
  test('plans the Endpoints that are mirrored, in order, and no others', () => {
    const recording = readRecording('legacy/01-created');
    const planned = planMirrors({ ...recording, endpoints: [...recording.endpoints].reverse() }, options);
    expect(planned.map(({ key, result }) => [key, result.plan.unchanged.length])).toEqual([
      ['legacy/ldap', 3],
      ['legacy/oracle', 1],
    ]);
    expect(planMirrors(readRecording('bookinfo/01-deployed'), options)).toEqual([]);
  });

  test('plans the end of slices whose Endpoints are gone or not mirrored any more', () => {
    const slices = [mirroredSlice('a', 'IPv4 10.0.0.1 : 80')];
    for (const endpoints of [[], [endpointsOf(['10.0.0.1 : 80'])]]) {
      const [planned] = planMirrors({ ...nothing, slices, endpoints }, options);
      expect(planned?.key).toBe('ns/db');
      expect(deletesOf(planned?.result.plan ?? noPlan).map(({ before }) => before)).toEqual(slices);
    }
  });

  test('plans one Service only, or as if there were no slices, when asked to', () => {
    const cluster = { ...nothing, services: [service], endpoints: [endpointsOf(['10.0.0.1 : 80'])] };
    const slices = [mirroredSlice('a', 'IPv4 10.0.0.1 : 80')];
    expect(planMirrors({ ...cluster, slices }, { ...options, service: 'ns/web' })).toEqual([]);
    const [planned] = planMirrors({ ...cluster, slices }, { ...options, service: 'ns/db', fromScratch: true });
    expect(createsOf(planned?.result.plan ?? noPlan)).toHaveLength(1);
  });

  test('names the object that is wrong', () => {
    const endpoints = [{ ...endpointsOf([]), subsets: [{ addresses: [{ ip: 5 as never }] }] }];
    expect(() => planMirrors({ ...nothing, services: [service], endpoints }, options)).toThrow(
      'f: Endpoints ns/db: subsets[0].addresses[0].ip must be a string, got 5',
    );
  });
});

describe('npm start', () => {
  const file = 'test/fixtures/recordings/legacy/02-moved.json';

  test('prints mirrored Endpoints in a second section', () => {
    const text = runProgram(file);
    expect(text).toContain('\n\nEndpoints legacy/ldap\n  unchanged IPv4 ldap-pq9hf\n');
    expect(text).toContain('2 mirrored Endpoints: create 0, update 0, delete 0, unchanged 4 slices.');
    expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
  });

  test('has a key endpoints beside services in its JSON, of the same shape', () => {
    const document = JSON.parse(runProgram(file, '--json')) as { services: object; endpoints: object };
    expect(Object.keys(document)).toEqual(['services', 'endpoints']);
    expect(document.endpoints).toMatchObject({
      'legacy/oracle': { writes: [], unchanged: ['oracle-nzdqq'], notices: [] },
    });
    const created = JSON.parse(runProgram(file, '--json', '--from-scratch', '--service', 'legacy/oracle')) as unknown;
    expect(created).toMatchObject({
      services: {},
      endpoints: {
        'legacy/oracle': {
          writes: [
            {
              verb: 'create',
              reasons: ['EndpointsAdded'],
              slice: { addressType: 'IPv4', metadata: { generateName: 'oracle-' } },
            },
          ],
        },
      },
    });
  });
});
