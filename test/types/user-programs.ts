/** Programs as users write them, which compile whatever their options are. `test/smoke` compiles them against the built package. */
export const userPrograms: readonly { readonly place: string; readonly code: string }[] = [
  {
    place: 'a result that is read without strict',
    code: `import type { EndpointSlice } from 'endpointslice';
import { parseEndpointSlice, type ValidationIssue } from 'endpointslice/schema';
declare const x: unknown;
declare function use(value: EndpointSlice | readonly ValidationIssue[]): void;
const r = parseEndpointSlice(x);
if (r.ok) use(r.value);
else use(r.issues);
`,
  },
  {
    place: 'groups with widened literals',
    code: `import { planSlices } from 'endpointslice';
const ports = [{ name: 'sql', protocol: 'TCP', port: 5432 }];
const groups = [{ addressType: 'IPv4', ports, endpoints: [{ addresses: ['192.0.2.7'] }] }];
const placeholders = ['IPv4'];
const owner = { apiVersion: 'v1', kind: 'Service', name: 'db', uid: 'u1' };
const service = { namespace: 'shop', name: 'db' };
planSlices({ service, managedBy: 'vm', owner, groups, placeholders, slices: [] });
`,
  },
  {
    place: 'one group with a widened literal',
    code: `import { distributeEndpoints, endpointReader } from 'endpointslice';
const owner = { apiVersion: 'v1', kind: 'Service', name: 'web', uid: 'u1' };
const template = { namespace: 'shop', generateName: 'web-', labels: {}, owner };
const group = { addressType: 'IPv4', ports: [], items: [{ addresses: ['10.0.0.1'] }], reader: endpointReader };
distributeEndpoints({ group, slices: [], template, maxEndpointsPerSlice: 100 });
`,
  },
  {
    place: 'questions with widened literals',
    code: `import { chooseEndpoints, countLocalReadyEndpoints, emptyCache, endpointFromPod, readTraffic } from 'endpointslice';
const family = { addressType: 'IPv4' };
const port = { service: { namespace: 'shop', name: 'web' }, port: 'http' };
endpointFromPod({ pod: { metadata: {} }, service: {}, ...family });
readTraffic({ spec: { ports: [{ port: 80 }] } }, { port: '', ...family });
chooseEndpoints(emptyCache, { ...port, preferredFamily: family.addressType });
countLocalReadyEndpoints(emptyCache, { nodeName: 'n1', ...family });
`,
  },
  {
    place: 'values of one entry point in another',
    code: `import { planService, type PortMapKey, portMapKey, type Plan } from 'endpointslice';
import { measureZoneCapacity, planHints } from 'endpointslice/hints';
import { parseEndpointSlice, parseNode, parseService } from 'endpointslice/schema';
import { defaultSlice } from 'endpointslice/server';
declare const x: unknown;
const service = parseService(x);
const node = parseNode(x);
const slice = parseEndpointSlice(x);
if (service.ok && node.ok && slice.ok) {
  const nodes = [node.value];
  const capacity = measureZoneCapacity(nodes);
  const input = { service: service.value, pods: [], nodes, slices: [defaultSlice(slice.value)], hints: { capacity } };
  const { plan } = planService(input);
  const hinted: Plan = planHints({ plan, strategy: 'None', capacity }).plan;
  const key: PortMapKey = portMapKey(hinted.unchanged[0]?.ports);
  key.length;
}
`,
  },
];
