import fs from 'node:fs';
const cur = fs.openSync('/tmp/cur','w');
import { allCases, complaintsOf, nameOfCase } from './judge.ts';
Error.stackTraceLimit = 0;
const only = process.argv.slice(2);
const t = performance.now();
const cases = allCases().filter(({ call }) => only.length === 0 || only.includes(call.name));
console.log(cases.length, 'cases');
let bad = 0;
const slow: [number, string][] = [];
for (const one of cases) {
  const s = performance.now();
  fs.writeSync(cur, nameOfCase(one).padEnd(200)+'\n', 0);
  const c = complaintsOf(one);
  const d = performance.now() - s;
  if (d > 200) slow.push([Math.round(d), nameOfCase(one)]);
  if (c.length) {
    bad++;
    console.log('BAD\t' + one.call.name + '\t' + one.path.join('.') + '\t' + one.value.name + '\t' + c.join('; '));
  }
}
console.log('bad', bad, 'ms', Math.round(performance.now() - t));
for (const x of slow) console.log('SLOW', ...x);
