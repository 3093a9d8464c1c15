import { BadInput } from '../../docs/examples/plan-cluster/bad-input.ts';
import {
  type PlanClusterOptions,
  type PlannedService,
  planCluster,
} from '../../docs/examples/plan-cluster/plan-cluster.ts';
import { planMirrors } from '../../docs/examples/plan-cluster/plan-mirrors.ts';
import { readCluster } from '../../docs/examples/plan-cluster/read-cluster.ts';
import { reportPlans } from '../../docs/examples/plan-cluster/report.ts';
import { projectRoot } from '../repo/source-files.ts';
import { recordedStates } from '../support/recordings.ts';
import { applyPlan } from 'endpointslice';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const recordings = recordedStates.map((state) => `test/fixtures/recordings/${state}.json`);
const bookinfo = 'test/fixtures/recordings/bookinfo/02-reviews-scaled-up.json';

/** Plans a text as the program does. */
function planText(text: string, options: Partial<PlanClusterOptions> = {}): PlannedService[] {
  const given = { file: 'cluster.json', maxEndpointsPerSlice: 100, fromScratch: false, ...options };
  return planCluster(readCluster(text, given.file), given);
}

function planFile(path: string, options: Partial<PlanClusterOptions> = {}): PlannedService[] {
  return planText(readFileSync(join(projectRoot, path), 'utf8'), options);
}

interface ProgramResult {
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs the program itself, with its output not on a terminal. */
function runProgram(args: readonly string[], input = ''): Promise<ProgramResult> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'docs/examples/plan-cluster/main.ts', ...args], {
    cwd: projectRoot,
    // As in CI, where libraries take a pipe for a terminal.
    env: { ...process.env, CI: 'true', FORCE_COLOR: '1', TSX_TSCONFIG_PATH: 'test/tsconfig.json' },
  });
  child.stdin.end(input);
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (status) => resolve({ status, output, errors }));
  });
}

function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    // Anything else would be printed with its stack.
    expect(error).toBeInstanceOf(BadInput);
    return error instanceof BadInput ? error.message : '';
  }
  return 'no error';
}

describe('the report', () => {
  test.each(recordings)('fits into 80 columns, without colour and trailing blanks: %s', (path) => {
    for (const fromScratch of [false, true]) {
      const options = { file: path, fromScratch, maxEndpointsPerSlice: 10 };
      const cluster = readCluster(readFileSync(join(projectRoot, path), 'utf8'), path);
      const text = reportPlans(planCluster(cluster, options), planMirrors(cluster, options), {
        color: false,
        maxEndpointsPerSlice: 10,
      });
      for (const line of text.split('\n')) {
        expect(line.length, line).toBeLessThanOrEqual(80);
        expect(line).toBe(line.trimEnd());
        expect(/[\p{Cc}]/u.test(line), line).toBe(false);
      }
    }
  });

  test('is coloured when asked to, and says the same', () => {
    const planned = planFile(bookinfo, { fromScratch: true });
    const plain = reportPlans(planned, [], { color: false, maxEndpointsPerSlice: 100 });
    const coloured = reportPlans(planned, [], { color: true, maxEndpointsPerSlice: 100 });
    expect(coloured).not.toBe(plain);
    const codes = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
    expect(coloured.replaceAll(codes, '')).toBe(plain);
  });

  test('shows every slice with its fill, every endpoint with conditions, node and zone, and why', () => {
    const text = reportPlans(planFile(bookinfo, { service: 'bookinfo/reviews', fromScratch: true }), [], {
      color: false,
      maxEndpointsPerSlice: 10,
    });
    expect(text).toContain('create IPv4 reviews-*: EndpointsAdded');
    expect(text).toContain('http/TCP/9080, 10 of 10 endpoints');
    expect(text).toMatch(/\+ +10\.\d+\.\d+\.\d+ +reviews-\S+ +y +y +- +node-\S+ +zone-\S+/);
  });

  test('keeps long names within its width', () => {
    const name = 'x'.repeat(253);
    const cluster = [
      {
        kind: 'Service',
        metadata: { namespace: name, name, uid: 'u' },
        spec: { selector: {}, ports: [{ port: 1, name }] },
      },
      {
        kind: 'Pod',
        metadata: { namespace: name, name, uid: 'p' },
        spec: { nodeName: name },
        status: { podIPs: [{ ip: '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff' }] },
      },
      { kind: 'Node', metadata: { name, labels: { 'topology.kubernetes.io/zone': name } } },
    ];
    const planned = planText(JSON.stringify({ kind: 'List', items: cluster }));
    for (const line of reportPlans(planned, [], { color: false, maxEndpointsPerSlice: 100 }).split('\n')) {
      expect(line.length, line).toBeLessThanOrEqual(80);
    }
  });

  test('prints no control characters of the input', () => {
    const service = {
      kind: 'Service',
      metadata: { namespace: 'n', name: 'a\u001B[31m\nb', uid: 'u' },
      spec: { selector: {} },
    };
    const pod = {
      kind: 'Pod',
      metadata: { namespace: 'n', name: 'c\u001Bd', uid: 'p' },
      spec: { nodeName: 'e\u0007f' },
      status: { podIPs: [{ ip: '10.0.0.1' }] },
    };
    const node = { kind: 'Node', metadata: { name: 'e\u0007f' } };
    const items = [service, pod, node];
    const text = reportPlans(planText(JSON.stringify({ kind: 'List', items })), [], {
      color: false,
      maxEndpointsPerSlice: 100,
    });
    expect(text).toContain('c?d');
    expect(text).not.toContain('\u0007');
    expect(text).not.toContain('\u001B');
    expect(text).not.toContain('\nb');
  });
});

describe('planCluster', () => {
  test('plans every Service with a selector, in order of their names', () => {
    const keys = planFile(bookinfo).map(({ key }) => key);
    expect(keys).toEqual(['bookinfo/details', 'bookinfo/productpage', 'bookinfo/ratings', 'bookinfo/reviews']);
    expect(planFile('test/fixtures/recordings/legacy/01-created.json')).toEqual([]);
  });

  test('plans one Service when it is named', () => {
    expect(planFile(bookinfo, { service: 'bookinfo/reviews' }).map(({ key }) => key)).toEqual(['bookinfo/reviews']);
    expect(planFile(bookinfo, { service: 'bookinfo/other' })).toEqual([]);
  });

  test('keeps to the maximum, and to no slices when from scratch', () => {
    const [reviews] = planFile(bookinfo, { service: 'bookinfo/reviews', fromScratch: true, maxEndpointsPerSlice: 3 });
    const slices = applyPlan({
      slices: [],
      plan: reviews?.result.plan ?? { writes: [], unchanged: [] },
      nameSlice: (_, index) => String(index),
    });
    expect(slices.length).toBeGreaterThan(2);
    expect(Math.max(...slices.map(({ endpoints }) => endpoints?.length ?? 0))).toBe(3);
  });
});

describe('readCluster', () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { namespace: 'shop', name: 'web' } };
  const yamlService = 'apiVersion: v1\nkind: Service\nmetadata: {namespace: shop, name: web}\n';

  test.each([
    ['a List in JSON', JSON.stringify({ kind: 'List', items: [service] })],
    ['one object in JSON', JSON.stringify(service)],
    ['a List in YAML', `kind: List\nitems:\n- ${yamlService.trim().replaceAll('\n', '\n  ')}\n`],
    ['several documents, one of them empty', `---\n${yamlService}---\n---\nkind: Node\nmetadata: {name: n1}\n`],
    [
      'a ServiceList, whose items have no kind',
      JSON.stringify({ kind: 'ServiceList', items: [{ metadata: service.metadata }] }),
    ],
    ['YAML that begins like JSON', '{apiVersion: v1, kind: Service, metadata: {namespace: shop, name: web}}'],
    ['kinds that it does not know', JSON.stringify({ kind: 'List', items: [service, { kind: 'Secret' }] })],
    ['YAML with a comment first', `# a cluster\n${yamlService}`],
  ])('reads %s', (_, text) => {
    expect(readCluster(text, 'f').services.map(({ metadata }) => metadata?.name)).toEqual(['web']);
  });

  test.each([
    ['', 'f: '],
    ['5', 'f: document 1: kind must be a string, got 5'],
    ['[]', 'f: document 1: kind must be a string, got []'],
    ['{"kind": "List"}', 'f: document 1: List: items must be an array, got nothing'],
    ['{"kind": "List", "items": [5]}', 'f: document 1: items[0]: kind must be a string, got 5'],
    ['{"kind": "Pod"}', 'f: document 1: Pod: metadata must be an object, got nothing'],
    [
      '{"kind": "Pod", "metadata": {"name": "a"}}',
      'f: document 1: Pod a: metadata.namespace must be a non-empty string, got nothing',
    ],
    [
      '{"kind": "Node", "metadata": {"name": 5}}',
      'f: document 1: Node: metadata.name must be a non-empty string, got 5',
    ],
    ['{"kind": "List", "items": [', 'f: '],
    ['a: [', 'f: '],
    ['\u0000\u0001', 'f: '],
  ])('says of %j in one line where it is wrong', (text, beginning) => {
    if (text === '') return expect(readCluster(text, 'f').services).toEqual([]);
    const message = messageOf(() => readCluster(text, 'f'));
    expect(message.startsWith(beginning), message).toBe(true);
    expect(message).not.toContain('\n');
    return undefined;
  });
});

describe('planCluster, of a field that is wrong,', () => {
  const metadata = { namespace: 'shop', name: 'web', uid: 'u1' };
  const good = [
    { kind: 'Service', metadata, spec: { clusterIP: '10.0.0.1', selector: { app: 'web' }, ports: [{ port: 80 }] } },
    {
      kind: 'Pod',
      metadata: { namespace: 'shop', name: 'web-1', uid: 'p1', labels: { app: 'web' } },
      spec: { nodeName: 'n1' },
      status: { podIPs: [{ ip: '10.0.0.1' }] },
    },
    { kind: 'Pod', metadata: { namespace: 'aaa', name: 'other', uid: 'p2' } },
    { kind: 'Node', metadata: { name: 'n1' } },
    {
      kind: 'EndpointSlice',
      metadata: {
        namespace: 'shop',
        name: 'web-a',
        labels: {
          'kubernetes.io/service-name': 'web',
          'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
        },
      },
      addressType: 'IPv4',
      endpoints: [{ addresses: ['10.0.0.1'] }],
    },
  ];

  /** The good cluster with one object changed. */
  function cluster(index: number, change: object): string {
    return JSON.stringify({
      kind: 'List',
      items: good.map((object, at) => (at === index ? { ...object, ...change } : object)),
    });
  }

  test('plans the good cluster', () => {
    expect(planText(cluster(0, {})).map(({ key }) => key)).toEqual(['shop/web']);
  });

  test.each<[number, object, string]>([
    [0, { spec: { selector: { app: 5 } } }, 'Service shop/web: spec.selector.app must be a string, got 5'],
    [
      0,
      { metadata: { ...metadata, uid: undefined } },
      'Service shop/web: metadata.uid must be a non-empty string, got undefined',
    ],
    [1, { status: { podIPs: [{ ip: 5 }] } }, 'Pod shop/web-1: status.podIPs[0].ip must be a string, got 5'],
    [1, { status: 'x' }, 'Pod shop/web-1: status must be an object, got "x"'],
    [
      3,
      { metadata: { name: 'n1', labels: { 'topology.kubernetes.io/zone': 5 } } },
      'Node n1: metadata.labels["topology.kubernetes.io/zone"] must be a string, got 5',
    ],
    [
      4,
      { endpoints: [{ addresses: 'x' }] },
      'EndpointSlice shop/web-a: endpoints[0].addresses must be an array, got "x"',
    ],
    [4, { addressType: 4 }, 'EndpointSlice shop/web-a: addressType must be a non-empty string, got 4'],
  ])('names file, object and field: object %i with %j', (index, change, message) => {
    expect(messageOf(() => planText(cluster(index, change)))).toBe(`cluster.json: ${message}`);
  });

  test('names no slice when it is about all of them', () => {
    const slice = good[4];
    const text = JSON.stringify({ kind: 'List', items: [...good, slice] });
    expect(messageOf(() => planText(text))).toBe(
      'cluster.json: planService: slices must be slices with different names, got "web-a"',
    );
  });
});

describe.concurrent('npm start', () => {
  test('prints the recorded cluster without colour where there is no terminal', async ({ expect: expectHere }) => {
    const { status, output, errors } = await runProgram([]);
    expectHere({ status, errors }).toEqual({ status: 0, errors: '' });
    expectHere(output).toContain('Service bookinfo/reviews\n');
    expectHere(output).not.toContain('\u001B');
  });

  test('prints with --json one document: whole objects where it writes, names where not', async ({
    expect: expectHere,
  }) => {
    const input = readFileSync(join(projectRoot, bookinfo), 'utf8');
    const args = ['-', '--json', '--service', 'bookinfo/reviews', '--max-endpoints-per-slice', '3', '--from-scratch'];
    const { status, output, errors } = await runProgram(args, input);
    expectHere({ status, errors }).toEqual({ status: 0, errors: '' });
    const { services, ...rest } = JSON.parse(output) as { readonly services: { readonly [key: string]: unknown } };
    expectHere(rest).toEqual({ endpoints: {} });
    expectHere(Object.keys(services)).toEqual(['bookinfo/reviews']);
    const slice = { kind: 'EndpointSlice', addressType: 'IPv4', metadata: { generateName: 'reviews-' } };
    const create = { verb: 'create', reasons: ['EndpointsAdded'], slice };
    const lists = {
      writes: [create, create, create, create],
      unchanged: [],
      notices: [],
      hints: [{ addressType: 'IPv4', strategy: 'None' }],
    };
    expectHere(services['bookinfo/reviews']).toMatchObject(lists);
    expectHere(Object.keys(services['bookinfo/reviews'] as object)).toEqual(Object.keys(lists));
  });

  test.each<[readonly string[], string, RegExp]>([
    [
      ['--service', 'bookinfo/none'],
      '',
      /: Service bookinfo\/none: not found, or with neither a selector nor mirrored Endpoints$/,
    ],
    [['-'], '{"kind": 5}', /^standard input: document 1: kind must be a string, got 5$/],
    [
      ['missing.json', '--max-endpoints-per-slice', '1001'],
      '',
      /^--max-endpoints-per-slice must be a whole number from 1 to 1000, got 1001$/,
    ],
  ])('says of %j in one line what is wrong, with exit status 2', async (args, input, line) => {
    const { status, output, errors } = await runProgram(args, input);
    expect({ status, output }).toEqual({ status: 2, output: '' });
    expect(errors.endsWith('\n')).toBe(true);
    expect(errors.slice(0, -1)).toMatch(line);
    expect(errors.slice(0, -1)).not.toContain('\n');
  });
});
