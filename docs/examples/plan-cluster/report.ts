import Table from 'cli-table3';
import { DEFAULT_MIRRORED_ADDRESSES_PER_SUBSET } from 'endpointslice/well-known';
import {
  type EndpointLike,
  type EndpointSliceLike,
  endpointIdentity,
  endpointsEqualBeyondIdentity,
  formatPort,
  interpretConditions,
  type Notice,
  type Plan,
} from 'endpointslice';
import type { HintsVerdict } from 'endpointslice/hints';
import picocolors from 'picocolors';
import type { PlannedService } from './plan-cluster.ts';
import type { PlannedMirror } from './plan-mirrors.ts';

/** How to print. */
export interface ReportOptions {
  readonly color: boolean;
  readonly maxEndpointsPerSlice: number;
}

type Colors = ReturnType<typeof picocolors.createColors>;

/** One slice of the plan with what happens to it. */
interface ReportedSlice {
  readonly verb: 'create' | 'update' | 'delete' | 'unchanged';
  readonly slice: EndpointSliceLike;
  readonly before: readonly EndpointLike[];
  readonly reasons: readonly string[];
}

/** What a section of the report is made of. */
interface Planned {
  readonly key: string;
  readonly result: {
    readonly plan: Plan;
    readonly notices: readonly Notice[];
    readonly hints?: { readonly verdicts: readonly HintsVerdict[] };
  };
}

/** The plans as a person reads them, at most 80 columns wide: first Services, then mirrored Endpoints if there are any. */
export function reportPlans(
  services: readonly PlannedService[],
  mirrors: readonly PlannedMirror[],
  options: ReportOptions,
): string {
  const colors = picocolors.createColors(options.color);
  const sections = [
    ...reportSection(services, { kind: 'Service', kinds: 'Services', room: options.maxEndpointsPerSlice }, colors),
    ...(mirrors.length === 0 ? [] : ['', ...reportSection(mirrors, mirrorSection, colors)]),
  ];
  return `${sections.join('\n')}\n${colors.dim('+ new  ~ changed  h other hints  - gone    R ready  S serving  T terminating')}\n`;
}

/** What the objects of a section are called, and how many endpoints their slices have room for. */
interface SectionOptions {
  readonly kind: string;
  readonly kinds: string;
  readonly room: number;
}

const mirrorSection: SectionOptions = {
  kind: 'Endpoints',
  kinds: 'mirrored Endpoints',
  room: DEFAULT_MIRRORED_ADDRESSES_PER_SUBSET,
};

function reportSection(planned: readonly Planned[], options: SectionOptions, colors: Colors): string[] {
  const plans = planned.map(({ result }) => result.plan);
  const total = (verb: ReportedSlice['verb']): number =>
    plans.reduce((sum, plan) => sum + slicesOf(plan).filter((slice) => slice.verb === verb).length, 0);
  const summary = `${planned.length} ${options.kinds}: create ${total('create')}, update ${total('update')}, delete ${total('delete')}, unchanged ${total('unchanged')} slices.`;
  return [...planned.map((one) => reportPlan(one, options, colors)), colors.bold(summary)];
}

function reportPlan({ key, result }: Planned, options: SectionOptions, colors: Colors): string {
  const lines = wrap(`${options.kind} ${key}`, 78).map((line) => colors.bold(line));
  for (const slice of slicesOf(result.plan)) lines.push(...reportSlice(slice, options, colors));
  for (const verdict of result.hints?.verdicts ?? []) lines.push(...reportVerdict(verdict, colors));
  // A verdict says what the reference's events about hints say, and more.
  const notices = result.notices.filter(({ reason }) => !reason.startsWith('TopologyAwareHints'));
  for (const { object, message } of notices) {
    lines.push(
      ...wrap(`! ${object.kind} ${object.namespace}/${object.name}: ${message}`, 76).map(
        (line) => `  ${colors.yellow(line)}`,
      ),
    );
  }
  return `${lines.join('\n')}\n`;
}

/** Why endpoints carry hints or not, if anybody asked for them. */
function reportVerdict({ addressType, strategy, enabled, explanation }: HintsVerdict, colors: Colors): string[] {
  if (strategy === 'None') return [];
  const paint = enabled ? colors.green : colors.yellow;
  return wrap(`${addressType}, ${strategy}: ${explanation}`, 76).map((line) => `  ${paint(line)}`);
}

/** Every slice of a plan: writes in their order, then what stays. */
function slicesOf(plan: Plan): ReportedSlice[] {
  return [
    ...plan.writes.map((write): ReportedSlice => {
      const { verb, reasons } = write;
      const before = verb === 'create' ? [] : (write.before.endpoints ?? []);
      return { verb, slice: verb === 'delete' ? write.before : write.slice, before, reasons };
    }),
    ...plan.unchanged.map(
      (slice): ReportedSlice => ({ verb: 'unchanged', slice, before: slice.endpoints ?? [], reasons: [] }),
    ),
  ];
}

function reportSlice(
  { verb, slice, before, reasons }: ReportedSlice,
  options: SectionOptions,
  colors: Colors,
): string[] {
  const name = slice.metadata?.name ?? `${slice.metadata?.generateName}*`;
  const ports = (slice.ports ?? []).map(formatPort).join(' ') || 'no ports';
  const why = reasons.length > 0 ? `: ${reasons.join(', ')}` : '';
  const fill = `${slice.endpoints?.length ?? 0} of ${options.room}`;
  const paint = { create: colors.green, update: colors.cyan, delete: colors.red, unchanged: colors.dim }[verb];
  const lines = wrap(`${verb} ${slice.addressType} ${name}${why}`, 78).map((line) => `  ${paint(line)}`);
  lines.push(...wrap(`${ports}, ${fill} endpoints`, 76).map((line) => `    ${line}`));
  const after = verb === 'delete' ? [] : (slice.endpoints ?? []);
  if (before.length + after.length > 0) lines.push(...endpointTable(before, after, colors));
  return lines;
}

/** Columns of text that a row may take, so that with its indent it fits into 80. */
const tableWidth = 76;

/** Widths, a blank behind each included: as wide as their widest cell, the widest of them narrowed until all fit. */
function fitColumns(rows: readonly (readonly string[])[]): number[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)) + 1);
  while (widths.reduce((sum, width) => sum + width, 0) > tableWidth) {
    const widest = widths.indexOf(Math.max(...widths));
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

const columnTitles = ['', 'ADDRESS', 'TARGET', 'R', 'S', 'T', 'NODE', 'ZONE', 'HINTS'];

function endpointTable(before: readonly EndpointLike[], after: readonly EndpointLike[], colors: Colors): string[] {
  const known = new Map(before.map((endpoint) => [endpointIdentity(endpoint), endpoint]));
  const rows = after.map((endpoint) => {
    const identity = endpointIdentity(endpoint);
    const existing = known.get(identity);
    known.delete(identity);
    return endpointRow(markOf(existing, endpoint), endpoint);
  });
  rows.push(...[...known.values()].map((endpoint) => endpointRow('-', endpoint)));
  const head = rows.some((row) => row.at(-1) !== '') ? columnTitles : columnTitles.slice(0, -1);
  for (const row of rows) row.splice(head.length);
  const table = new Table({
    head,
    colWidths: fitColumns([head, ...rows]),
    wordWrap: true,
    wrapOnWordBoundary: false,
    chars: noBorders,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 1 },
  });
  table.push(...rows);
  const [titles = '', ...lines] = table.toString().split('\n');
  return [colors.dim(`    ${titles.trimEnd()}`), ...lines.map((line) => `    ${line.trimEnd()}`)];
}

/** What happens to an endpoint, in one character. */
function markOf(before: EndpointLike | undefined, after: EndpointLike): string {
  if (before === undefined) return '+';
  if (!endpointsEqualBeyondIdentity(before, after)) return '~';
  return hintText(before) === hintText(after) ? '' : 'h';
}

/** The zones and nodes that an endpoint is for. */
function hintText({ hints }: EndpointLike): string {
  return [...(hints?.forZones ?? []), ...(hints?.forNodes ?? [])].map(({ name }) => name).join(' ');
}

const noBorders = Object.fromEntries(
  ['top', 'bottom', 'left', 'right', 'mid']
    .flatMap((side) => ['', '-mid', '-left', '-right'].map((corner) => side + corner))
    .concat('middle')
    .map((part) => [part, '']),
);

function endpointRow(mark: string, endpoint: EndpointLike): string[] {
  const { ready, serving, terminating } = interpretConditions(endpoint.conditions);
  const flag = (holds: boolean): string => (holds ? 'y' : '-');
  return [
    mark,
    (endpoint.addresses ?? []).join(' '),
    endpoint.targetRef?.name ?? '',
    flag(ready),
    flag(serving),
    flag(terminating),
    endpoint.nodeName ?? '',
    endpoint.zone ?? '',
    hintText(endpoint),
  ].map(printable);
}

/** Text without characters that would move the cursor or change colours. */
function printable(text: string): string {
  return text.replaceAll(/[^\P{C}]/gu, '?');
}

/** Breaks text at blanks into lines of at most `width` characters, longer words by force. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let rest = printable(text);
  while (rest.length > width) {
    const blank = rest.lastIndexOf(' ', width);
    const end = blank > 0 ? blank : width;
    lines.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return [...lines, rest];
}
