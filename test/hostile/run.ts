import { parseArgs } from 'node:util';
import { writeSection } from '../support/doc-section.ts';
import { type Census, pairs, takeCensus } from './census.ts';
import { allCases } from './judge.ts';

/*
 * Judges the complete product of calls, paths and hostile values, and pairs of values up to a million cases in all.
 * `--write` puts the table into docs/conformance.md, `--only planService` judges one function.
 */

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    seed: { type: 'string', default: '20261122' },
    write: { type: 'boolean', default: false },
  },
});

const MIN_CASES = 1_000_000;

const only = values.only;
const cases = allCases().filter(({ call }) => only === undefined || only.includes(call.name));
const single = takeCensus(cases);
const pairCount = only === undefined ? Math.max(0, MIN_CASES - cases.length) : 0;
const double = takeCensus(pairs(cases, pairCount, Number(values.seed)));

const rows: readonly (readonly [string, Census])[] = [
  ['one value', single],
  ['two values', double],
  [
    'all',
    {
      caseCount: single.caseCount + double.caseCount,
      functionCount: Math.max(single.functionCount, double.functionCount),
      complaints: [...single.complaints, ...double.complaints],
    },
  ],
];
const table = [
  '| replaced at once | functions | cases | complaints |',
  '| --- | ---: | ---: | ---: |',
  ...rows.map(
    ([name, { functionCount, caseCount, complaints }]) =>
      `| ${name} | ${functionCount} | ${caseCount} | ${complaints.length} |`,
  ),
].join('\n');

for (const complaint of [...single.complaints, ...double.complaints].slice(0, 200)) console.log(complaint);
console.log(table);
if (values.write)
  writeSection('conformance.md', 'hostile', `Seed ${values.seed}, Node ${process.version}.\n\n${table}`);
process.exitCode = single.complaints.length + double.complaints.length === 0 ? 0 : 1;
