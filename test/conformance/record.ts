import { parseArgs } from 'node:util';
import { parts } from './parts.ts';
import { type RecordedCase, recordedCase, writeRecording } from './recording.ts';
import { buildReference, ReferenceProcess, referenceVersion } from './reference-process.ts';
import { defaultRelease } from './releases.ts';
import { runPart } from './run-part.ts';

const { values } = parseArgs({ options: { part: { type: 'string', multiple: true }, seed: { type: 'string' } } });

/** Records cases of every part with the answers of the reference, for where Go is missing. */
async function main(): Promise<number> {
  const missing = buildReference(defaultRelease);
  if (missing !== undefined) {
    console.log(`conformance: nothing recorded: ${missing}`);
    return 1;
  }
  const seed = Number(values.seed ?? 1);
  const version = referenceVersion(defaultRelease);
  const reference = new ReferenceProcess(defaultRelease);
  let bytes = 0;
  for (const part of parts) {
    if (values.part !== undefined && !values.part.includes(part.name)) continue;
    const cases: RecordedCase[] = [];
    const wanted = part.name === 'reconcile' ? 5_000 : 2_000;
    const { tally } = await runPart(part, reference, {
      cases: wanted,
      seed,
      visit: (judged) => cases.push(recordedCase(judged)),
    });
    if (tally.mismatches > 0) {
      console.log(`${part.name}: ${tally.mismatches} mismatches, not recorded`);
      process.exitCode = 1;
      continue;
    }
    const kubernetes = version.modules['k8s.io/kubernetes'] ?? '';
    const size = writeRecording(
      part,
      { part: part.name, cases: cases.length, seed, kubernetes, go: version.go },
      cases,
    );
    bytes += size;
    console.log(`${part.name}: ${cases.length} cases, ${size} bytes`);
  }
  reference.close();
  console.log(`all: ${bytes} bytes`);
  return process.exitCode === undefined ? 0 : Number(process.exitCode);
}

process.exitCode = await main();
