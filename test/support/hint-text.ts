import { node } from './arbitraries/hints.ts';
import { listsOf, planOf as planOfLists } from './writes.ts';
import type { Endpoint, EndpointLike, EndpointSlice, EndpointSliceLike, NodeLike, Plan } from 'endpointslice';

/** What may stand in front of the name of a slice: what the plan does with it. */
type PlannedText = { readonly [nameAndList: string]: string };

/**
 * Endpoints in a few letters each: `a` is ready in zone a, `-` in none; `!` is not ready, `?` does not say; `>b` is hinted
 * for zone b, `>b,c` for two, `>` for none by an empty object; `@n` runs on node n, `@n@m` is hinted for node m besides.
 */
export function endpoints(text: string, firstAddress = 0): Endpoint[] {
  return text
    .split(' ')
    .filter((word) => word !== '')
    .map((word, index) => {
      const match = /^([a-z]+|-)([!?]?)(?:@(\w+))?(>([a-z,]*))?(?:@(\w+))?$/.exec(word);
      if (match === null) throw new Error(`no endpoint: ${word}`);
      const [, zone, readiness, nodeName, hinted, zones, forNode] = match;
      const endpoint: Endpoint = {
        addresses: [`10.0.0.${firstAddress + index}`],
        conditions: readiness === '?' ? {} : { ready: readiness === '' },
      };
      if (nodeName !== undefined) endpoint.nodeName = nodeName;
      if (zone !== '-' && zone !== undefined) endpoint.zone = zone;
      if (hinted !== undefined || forNode !== undefined) endpoint.hints = {};
      if (endpoint.hints !== undefined && zones !== undefined && zones !== '') {
        endpoint.hints.forZones = zones.split(',').map((name) => ({ name }));
      }
      if (endpoint.hints !== undefined && forNode !== undefined) endpoint.hints.forNodes = [{ name: forNode }];
      return endpoint;
    });
}

/** The same the other way round. */
export function hintText(slice: EndpointSliceLike): string {
  return (slice.endpoints ?? []).map(endpointText).join(' ');
}

function endpointText({ zone, conditions, nodeName, hints }: EndpointLike): string {
  const readiness = conditions?.ready === undefined ? '?' : conditions.ready === true ? '' : '!';
  const zones = (hints?.forZones ?? []).map(({ name }) => name).join(',');
  const nodes = (hints?.forNodes ?? []).map(({ name }) => `@${name}`).join('');
  const hinted =
    hints === undefined || hints === null ? '' : zones === '' && nodes !== '' ? nodes : `>${zones}${nodes}`;
  return `${zone ?? '-'}${readiness}${typeof nodeName === 'string' ? `@${nodeName}` : ''}${hinted}`;
}

/** A slice of one address type. */
export function slice(name: string, text: string, addressType: 'IPv4' | 'IPv6' = 'IPv4'): EndpointSlice {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name },
    addressType,
    endpoints: endpoints(text),
    ports: [],
  };
}

/** A plan from `{ '+created': …, '~updated': …, 'unchanged': … }`, and back from a plan to such lines. */
export function planOf(slices: PlannedText): Plan {
  const entries = Object.entries(slices);
  return planOfLists({
    create: entries
      .filter(([name]) => name.startsWith('+'))
      .map(([name, text]) => ({ slice: slice(name.slice(1), text), reasons: ['EndpointsAdded'] })),
    update: entries
      .filter(([name]) => name.startsWith('~'))
      .map(([name, text]) => {
        const updated = slice(name.slice(1), text);
        return { slice: updated, before: updated, reasons: ['EndpointsChanged'] };
      }),
    unchanged: entries.filter(([name]) => /^\w/.test(name)).map(([name, text]) => slice(name, text)),
  });
}

/** The hints of a plan, slice by slice. */
export function planText(plan: Plan): PlannedText {
  const { create, update, unchanged } = listsOf(plan);
  return Object.fromEntries([
    ...create.map((planned) => [`+${planned.slice.metadata.name}`, hintText(planned.slice)]),
    ...update.map((planned) => [`~${planned.slice.metadata.name}`, hintText(planned.slice)]),
    ...unchanged.map((one) => [one.metadata?.name, hintText(one)]),
  ]) as PlannedText;
}

/** One node a zone, with so many CPUs. */
export function nodes(cpuByZone: { readonly [zone: string]: number | string }): NodeLike[] {
  return Object.entries(cpuByZone).map(([zone, cpu]) => node(`node-${zone}`, zone, String(cpu)));
}
