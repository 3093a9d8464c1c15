import { applyPlan, endpointIdentity, type EndpointLike, type EndpointSliceLike, type Plan } from 'endpointslice';

/**
 * What consumers may route to: address type, Service port (name, protocol, number), and the endpoint, once by its identity and
 * once by each of its addresses. A slice without ports lists its endpoints for no port, as DNS reads it.
 */
export function listingsOf(slices: readonly EndpointSliceLike[]): Set<string> {
  const listings = new Set<string>();
  for (const { addressType, ports, endpoints } of slices) {
    const texts = (ports ?? []).map(({ name, protocol, port }) => JSON.stringify([name, protocol, port]));
    for (const text of texts.length === 0 ? [''] : texts) {
      for (const endpoint of endpoints ?? []) {
        for (const name of namesOf(endpoint)) listings.add(`${addressType} ${text} ${name}`);
      }
    }
  }
  return listings;
}

function namesOf(endpoint: EndpointLike): readonly string[] {
  return [endpointIdentity(endpoint), ...(endpoint.addresses ?? [])];
}

/** The slices after each of the writes, the first of all before any. */
export function slicesAfterEachWrite(slices: readonly EndpointSliceLike[], plan: Plan): EndpointSliceLike[][] {
  const steps = [[...slices]];
  for (const write of plan.writes) {
    const current = steps.at(-1) as EndpointSliceLike[];
    const nameSlice = (): string => unusedName(current);
    steps.push(applyPlan({ slices: current, plan: { writes: [write], unchanged: [] }, nameSlice }));
  }
  return steps;
}

function unusedName(slices: readonly EndpointSliceLike[]): string {
  const names = new Set(slices.map(({ metadata }) => metadata?.name));
  let count = 0;
  while (names.has(`created-${count}`)) count += 1;
  return `created-${count}`;
}

/** What is listed before and after a plan but not after some of its writes: one line each, with the number of the write. */
export function gapsOf(slices: readonly EndpointSliceLike[], plan: Plan): string[] {
  const steps = slicesAfterEachWrite(slices, plan).map(listingsOf);
  const before = steps[0] as Set<string>;
  const after = steps.at(-1) as Set<string>;
  const lasting = [...before].filter((listing) => after.has(listing));
  return steps.flatMap((listed, position) =>
    lasting.filter((listing) => !listed.has(listing)).map((listing) => `after write ${position}: ${listing}`),
  );
}
