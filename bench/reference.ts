import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { planService } from 'endpointslice';
import { buildReference, ReferenceProcess, referenceVersion } from '../test/conformance/reference-process.ts';
import type { World } from '../test/support/arbitraries/world.ts';
import { namedWorld, type Scenario, scenarios, type WorldSize, worldSizes } from '../test/support/worlds.ts';

/**
 * Times the reference and this library on the same worlds, alternating: `npm run bench:reference`.
 *
 * The reference times its own call of Reconcile, with a client that answers at once and inputs copied beforehand; we time
 * the call of `planService`. Neither reads or writes JSON meanwhile.
 */
const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000-pods,10000-pods,100000-pods' },
    rounds: { type: 'string', default: '5' },
    write: { type: 'boolean', default: false },
  },
});

interface Measured {
  readonly each: readonly number[];
}

interface Row {
  readonly scenario: Scenario;
  readonly size: WorldSize;
  /** Medians, in nanoseconds for each pod. */
  readonly reference: number;
  readonly ours: number;
}

async function main(): Promise<void> {
  const missing = buildReference();
  if (missing !== undefined) {
    console.log(`bench:reference: SKIPPED, nothing was measured: ${missing}`);
    return;
  }
  const reference = new ReferenceProcess(['-bench']);
  const rows: Row[] = [];
  for (const name of values.sizes.split(',')) {
    const size = worldSizes[name];
    if (size === undefined) throw new RangeError(`no size ${name}; there are ${Object.keys(worldSizes).join(', ')}`);
    for (const scenario of scenarios) {
      const row = await measure(reference, size, scenario);
      rows.push(row);
      process.stderr.write(`${line(row)}\n`);
    }
  }
  reference.close();
  const table = [
    head(),
    '',
    '| world | pods | reference, ns a pod | here, ns a pod | here / reference |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows.map(line),
  ].join('\n');
  console.log(table);
  if (values.write) writeTable(table);
}

/** Both sides in turn, so that what disturbs the one disturbs the other. */
async function measure(reference: ReferenceProcess, size: WorldSize, scenario: Scenario): Promise<Row> {
  // As if it had come from the API server: every object and text on its own.
  const world = JSON.parse(JSON.stringify(namedWorld(size, scenario))) as World;
  const input = {
    service: world.service,
    pods: world.pods,
    nodes: world.nodes,
    existing: world.slices,
    maxEndpointsPerSlice: world.maxEndpointsPerSlice,
  };
  const theirs: number[] = [];
  const mine: number[] = [];
  const podCount = world.pods.length;
  const iterations = Math.max(1, Math.round(5_000 / podCount));
  for (let warmUp = 0; warmUp < Math.max(3, 3 * iterations); warmUp += 1) timeOnce(world);
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const { output } = await reference.request({ part: 'reconcile', input, iterations });
    for (const { each } of output as readonly Measured[]) theirs.push(...each);
    for (let iteration = 0; iteration < iterations; iteration += 1) mine.push(timeOnce(world));
  }
  return { scenario, size, reference: median(theirs) / podCount, ours: median(mine) / podCount };
}

/** Keeps results from being optimized away. */
let sink: unknown;

function timeOnce(world: World): number {
  const start = performance.now();
  sink = planService(world);
  return (performance.now() - start) * 1e6 + (sink === undefined ? 1 : 0);
}

function median(times: readonly number[]): number {
  const sorted = [...times].sort((left, right) => left - right);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

function line({ scenario, size, reference, ours }: Row): string {
  return `| ${scenario} | ${size.podCount} | ${Math.round(reference)} | ${Math.round(ours)} | ${(ours / reference).toFixed(2)} |`;
}

function head(): string {
  const { modules, go } = referenceVersion();
  const processor = cpus()[0]?.model ?? 'unknown processor';
  return `k8s.io/endpointslice ${modules['k8s.io/endpointslice']} (${go}), Node ${process.version}, ${cpus().length} × ${processor}, ${new Date().toISOString().slice(0, 10)}`;
}

function writeTable(table: string): void {
  const page = new URL('../docs/conformance.md', import.meta.url);
  const text = readFileSync(page, 'utf8');
  writeFileSync(page, text.replace(/(<!-- speed -->\n)[\s\S]*?(<!-- end of speed -->)/, `$1\n${table}\n\n$2`));
}

await main();
