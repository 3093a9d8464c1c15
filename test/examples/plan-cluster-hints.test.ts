import { planCluster } from '../../docs/examples/plan-cluster/plan-cluster.ts';
import { readCluster } from '../../docs/examples/plan-cluster/read-cluster.ts';
import { reportPlans } from '../../docs/examples/plan-cluster/report.ts';
import { projectRoot } from '../repo/source-files.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** The report on one Service of a recording; `change` edits the recording first. */
function report(state: string, service: string, change: (text: string) => string = (text) => text): string {
  const file = `test/fixtures/recordings/hints/${state}.json`;
  const options = { file, service, maxEndpointsPerSlice: 10, fromScratch: false };
  const cluster = readCluster(change(readFileSync(join(projectRoot, file), 'utf8')), file);
  return reportPlans(planCluster(cluster, options), [], { color: false, maxEndpointsPerSlice: 10 });
}

/** The text with its line breaks and indents gone. */
function unwrapped(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

describe('the report', () => {
  test('shows hints for each endpoint, and the verdict for the Service', () => {
    const text = report('01-three-services', 'hints/auto');
    expect(text).toMatch(/ZONE +HINTS\n/);
    expect(text).toMatch(/10\.244\.4\.97 .* zone-b zone-c\n/);
    expect(unwrapped(text)).toContain(
      'IPv4, TopologyAware: Hints are on: zone-a has 4, zone-b has 4, zone-c has 4 of 12 ready endpoints, 1 of them from another zone.',
    );
  });

  test('shows node hints and one verdict for each address type', () => {
    const text = report('01-three-services', 'hints/node');
    expect(text).toContain('zone-c zone-c node-3');
    expect(text.match(/IPv[46], PreferSameNode: Hints are on for all 5 ready endpoints\./g)).toHaveLength(2);
  });

  test('says why hints are off, and marks endpoints whose hints change', () => {
    expect(unwrapped(report('02-auto-too-few', 'hints/auto'))).toContain(
      'IPv4, TopologyAware: Hints are off: 2 ready endpoints are fewer than 3 zones. 3 would be enough.',
    );
    const asked = report('01-three-services', 'hints/close', (text) =>
      text.replaceAll('"PreferSameZone"', '"PreferSameNode"'),
    );
    expect(asked).toContain('update IPv4 close-np5bs: HintsChanged');
    expect(asked.match(/^ {4}h 10\.244/gm)).toHaveLength(7);
  });

  test('says nothing of hints where nobody asks for them', () => {
    const text = report('01-three-services', 'hints/headless');
    expect(text).not.toMatch(/HINTS|Hints/);
  });
});
