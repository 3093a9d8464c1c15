import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DEFAULT_ENDPOINTS_PER_SLICE, MAX_ENDPOINTS_PER_SLICE } from 'endpointslice/well-known';
import { BadInput } from './bad-input.ts';
import { type PlannedService, planCluster } from './plan-cluster.ts';
import { type PlannedMirror, planMirrors } from './plan-mirrors.ts';
import { readCluster } from './read-cluster.ts';
import { reportPlans } from './report.ts';

const usage = `Usage: npm start -- [FILE | -] [options]

Reads what kubectl get services,pods,nodes,endpointslices,endpoints -A -o json prints
(JSON or YAML; - is standard input; without FILE a recorded cluster) and shows what the
control plane would do with the EndpointSlices of every Service that has a selector,
and with those that mirror the Endpoints of every Service that has none.

  --service NS/NAME             only this Service and its Endpoints
  --max-endpoints-per-slice N   from 1 to ${MAX_ENDPOINTS_PER_SLICE}, default ${DEFAULT_ENDPOINTS_PER_SLICE}
  --from-scratch                as if there were no slices yet
  --json                        one JSON document instead of text
  --help                        this text
`;

/** A recorded cluster: reviews has just been scaled up, its slices are not written yet. */
const recordedCluster = fileURLToPath(new URL('bookinfo.json', import.meta.url));

function run(): string {
  const { values, positionals } = readArguments();
  if (values.help === true) return usage;
  const path = positionals[0] ?? recordedCluster;
  const file = path === '-' ? 'standard input' : path === recordedCluster ? relative(process.cwd(), path) : path;
  const maxEndpointsPerSlice = readMaximum(values['max-endpoints-per-slice']);
  const cluster = readCluster(readText(path, file), file);
  const options = {
    file,
    service: values.service,
    maxEndpointsPerSlice,
    fromScratch: values['from-scratch'] === true,
  };
  const services = planCluster(cluster, options);
  const endpoints = planMirrors(cluster, options);
  if (values.service !== undefined && services.length + endpoints.length === 0) {
    throw new BadInput(
      `${file}: Service ${values.service}: not found, or with neither a selector nor mirrored Endpoints`,
    );
  }
  if (values.json === true) {
    return `${JSON.stringify({ services: toJson(services), endpoints: toJson(endpoints) }, undefined, 2)}\n`;
  }
  const color = process.stdout.isTTY === true && (process.env['NO_COLOR'] ?? '') === '';
  return reportPlans(services, endpoints, { color, maxEndpointsPerSlice });
}

function readArguments(): {
  values: {
    service?: string;
    'max-endpoints-per-slice'?: string;
    'from-scratch'?: boolean;
    json?: boolean;
    help?: boolean;
  };
  positionals: string[];
} {
  try {
    const parsed = parseArgs({
      allowPositionals: true,
      options: {
        service: { type: 'string' },
        'max-endpoints-per-slice': { type: 'string' },
        'from-scratch': { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (parsed.positionals.length > 1) throw new BadInput('one FILE at the most');
    return parsed;
  } catch (error) {
    throw new BadInput(error instanceof Error ? error.message : String(error));
  }
}

function readMaximum(text: string | undefined): number {
  const maximum = text === undefined ? DEFAULT_ENDPOINTS_PER_SLICE : Number(text);
  if (Number.isInteger(maximum) && maximum >= 1 && maximum <= MAX_ENDPOINTS_PER_SLICE) return maximum;
  throw new BadInput(
    `--max-endpoints-per-slice must be a whole number from 1 to ${MAX_ENDPOINTS_PER_SLICE}, got ${text}`,
  );
}

function readText(path: string, file: string): string {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (error) {
    throw new BadInput(
      `${file}: cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown'})`,
    );
  }
}

/** The shape that `--json` prints: whole objects where something is written, names where not. */
function toJson(planned: readonly (PlannedService | PlannedMirror)[]): object {
  const entries = planned.map(({ key, result: { plan, notices, ...result } }) => [
    key,
    {
      writes: plan.writes.map((write) =>
        write.verb === 'delete'
          ? { verb: write.verb, reasons: write.reasons, name: write.name, preconditions: write.preconditions }
          : { verb: write.verb, reasons: write.reasons, slice: write.slice },
      ),
      unchanged: plan.unchanged.map(({ metadata }) => metadata?.name),
      notices,
      ...('hints' in result ? { hints: result.hints.verdicts } : {}),
    },
  ]);
  return Object.fromEntries(entries) as object;
}

try {
  process.stdout.write(run());
} catch (error) {
  if (!(error instanceof BadInput)) throw error;
  process.stderr.write(`${error.message.replaceAll('\n', ' ')}\n`);
  process.exitCode = 2;
}
