import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type EndpointSliceLike,
  formatPlan,
  type NodeLike,
  type Notice,
  type PlanServiceInput,
  type PodLike,
  planService,
  type ServiceLike,
} from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { filesBelow, projectRoot } from '../repo/source-files.ts';
import { deepFreeze } from '../support/deep-freeze.ts';

/*
 * Each *.scenario.txt is a story, a cluster, and the plan that is expected for it. With UPDATE=1 the expected part is
 * written anew; what has changed is then seen in `git diff`.
 */

/** A scenario file, cut at its section headings. */
interface Scenario {
  /** Everything up to the expected part, as written. */
  readonly given: string;
  readonly options: Omit<PlanServiceInput, 'service' | 'pods' | 'nodes' | 'slices'>;
  readonly cluster: readonly { readonly kind: string }[];
  readonly expected: string;
}

function readScenario(path: string): Scenario {
  const text = readFileSync(join(projectRoot, path), 'utf8');
  const match =
    /^(?<given>(?:#.*\n)+\n\[options\]\n(?<options>[\s\S]*?)\[cluster\]\n(?<cluster>[\s\S]*?))(?<expected>\[plan\]\n[\s\S]*)$/.exec(
      text,
    );
  const { given = '', options = '', cluster = '', expected = '' } = match?.groups ?? {};
  expect(given, `${path} must be a comment, then [options], [cluster], [plan] and [notices]`).not.toBe('');
  return {
    given,
    options: (parse(options) ?? {}) as Scenario['options'],
    cluster: parse(cluster) as Scenario['cluster'],
    expected,
  };
}

function outcomeOf({ options, cluster }: Scenario): string {
  const ofKind = <Kind>(kind: string): Kind[] => cluster.filter((object) => object.kind === kind) as unknown as Kind[];
  const [service = {}] = ofKind<ServiceLike>('Service');
  const { plan, notices } = planService(
    deepFreeze({
      ...options,
      service,
      pods: ofKind<PodLike>('Pod'),
      nodes: ofKind<NodeLike>('Node'),
      slices: ofKind<EndpointSliceLike>('EndpointSlice'),
    }),
  );
  return `[plan]\n${formatPlan(plan)}\n[notices]\n${notices.map(noticeLine).join('')}`;
}

function noticeLine({ reason, object, message, retry }: Notice): string {
  return `${reason} ${object.kind} ${object.namespace}/${object.name}: ${message}${retry ? ' (plan again later)' : ''}\n`;
}

const paths = filesBelow('test/scenarios', '.scenario.txt');

describe('planService, in the scenario', () => {
  test.each(paths)('%s, plans as the file says', (path) => {
    const scenario = readScenario(path);
    const outcome = outcomeOf(scenario);
    if (process.env['UPDATE'] === '1' && outcome !== scenario.expected) {
      writeFileSync(join(projectRoot, path), scenario.given + outcome);
    } else {
      expect(scenario.expected).toBe(outcome);
    }
  });

  test.each(paths)('%s, plans the same when the cluster is listed backwards', (path) => {
    const scenario = readScenario(path);
    expect(outcomeOf({ ...scenario, cluster: [...scenario.cluster].reverse() })).toBe(outcomeOf(scenario));
  });

  test.each(paths)('%s, tells how to change it', (path) => {
    expect(readScenario(path).given).toContain(
      '# Change anything below, run `UPDATE=1 npx vitest run --config test/vitest.config.ts test/scenarios`\n# and see with `git diff` what the plan becomes.\n',
    );
  });

  test('exists, more than ten times', () => {
    expect(paths.length).toBeGreaterThan(10);
  });
});
