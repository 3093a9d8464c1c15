import { parseArgs } from 'node:util';
import { writeSection } from '../test/support/doc-section.ts';
import { casesNamed } from './cases.ts';
import { formatResults, measure } from './measure.ts';
import { describeMachine } from './machine.ts';

const { values } = parseArgs({
  options: {
    filter: { type: 'string', default: '' },
    seconds: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});

const results = casesNamed(values.filter).map((bench) => {
  const result = measure(bench, Number(values.seconds));
  if (!values.json) process.stderr.write(`${bench.name} ${bench.size}: ratio ${result.ratio.toPrecision(3)}\n`);
  return result;
});

const machine = describeMachine();
const text = `${machine}\n\n${formatResults(results)}`;
if (values.json) process.stdout.write(`${JSON.stringify({ machine, results }, undefined, 2)}\n`);
else process.stdout.write(`${text}\n`);
if (values.write) writeSection('benchmarks.md', 'results', text);
