import { parseArgs } from 'node:util';
import { writeSection } from '../support/doc-section.ts';
import { shippedController } from './controller.ts';
import { type Exploration, explore, formatFault } from './explore.ts';
import { exploreSmallWorlds } from './small-worlds.ts';
import type { World } from './world.ts';
import { largestWorlds, largeWorlds, plannedWorlds } from './worlds.ts';

const { values } = parseArgs({
  options: {
    /** Only worlds whose names contain this. */
    world: { type: 'string', default: '' },
    /** Also plans every world of four pods and three slices: half an hour or more. */
    largest: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});

function secondsSince(start: number): string {
  return ((performance.now() - start) / 1000).toFixed(1);
}

/** A row of the table of explored worlds, and the faults as text. */
function exploreWorld(world: World): { readonly row: string; readonly faults: readonly string[] } {
  const start = performance.now();
  const found = explore(world, shippedController);
  const cells = [
    world.name,
    `${world.podCount} × ${world.maxEndpointsPerSlice}`,
    world.steps,
    world.faults,
    found.stateCount,
    found.transitionCount,
    secondsSince(start),
    found.maxWrites,
    found.staleGapCount,
    resultOf(found),
  ];
  return { row: `| ${cells.join(' | ')} |`, faults: found.faults.map(formatFault) };
}

function resultOf({ faults, maxSurplus }: Exploration): string {
  if (faults.length > 0) return faults.map(({ kind, count }) => `${kind} (${count})`).join(', ');
  return maxSurplus === 0 ? 'holds' : `holds; at most ${maxSurplus} slice more than needed`;
}

/** Plans that write more than they need are told apart from those that leave a gap. */
function describeFaults(found: readonly string[]): string {
  const gapCount = found.filter((fault) => fault.includes('after write')).length;
  if (found.length === 0) return 'holds';
  return gapCount > 0 ? `gaps in ${gapCount} worlds` : `no gap; a write more than needed in ${found.length} worlds`;
}

const rows = [
  '| world | pods × maximum | steps | faults | states | transitions | seconds | most writes | stale gaps | result |',
  '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |',
];
const planned = [
  '| pods | slices at most | maximum at most | worlds | a slice is replaced in | seconds | result |',
  '| ---: | ---: | ---: | ---: | ---: | ---: | --- |',
];
const faults: string[] = [];
for (const world of largeWorlds.filter(({ name }) => name.includes(values.world))) {
  const explored = exploreWorld(world);
  console.log(explored.row);
  rows.push(explored.row);
  faults.push(...explored.faults);
}
const sizes = values.largest ? [...plannedWorlds, largestWorlds] : plannedWorlds;
for (const size of values.world === '' ? sizes : []) {
  const start = performance.now();
  const found = exploreSmallWorlds(size);
  const result = describeFaults(found.faults);
  const { podCount, sliceCount, maximum } = size;
  const cells = [podCount, sliceCount, maximum, found.worldCount, found.replacingCount, secondsSince(start), result];
  console.log(`| ${cells.join(' | ')} |`);
  planned.push(`| ${cells.join(' | ')} |`);
  faults.push(...found.faults.slice(0, 5));
}
for (const fault of faults) console.log(`\n${fault}`);
if (values.write && values.largest && values.world === '') {
  const machine = `Node ${process.version}, ${new Date().toISOString().slice(0, 10)}, on a machine that did other work besides.`;
  writeSection('model.md', 'worlds', `${machine}\n\n${rows.join('\n')}`);
  writeSection('model.md', 'plans', planned.join('\n'));
}
process.exitCode = faults.length === 0 ? 0 : 1;
