import { describe, expect, test } from 'vitest';
import {
  type CoreEndpointAddressLike,
  type CoreEndpointsLike,
  emptyCache,
  listEndpoints,
  replaceSlices,
} from 'endpointslice';
import { readRecording, recordedStates } from '../support/recordings.ts';

/** What the endpoints controller, which never looks at slices, says is ready: `service port address:number` per line. */
function readyByEndpoints(
  { metadata, subsets }: CoreEndpointsLike,
  isListed: (address: CoreEndpointAddressLike) => boolean,
): string[] {
  return (subsets ?? []).flatMap(({ addresses, ports }) =>
    (ports ?? []).flatMap((port) =>
      (addresses ?? [])
        .filter(isListed)
        .map(({ ip }) => `${metadata?.name} ${port.name ?? ''}/${port.protocol} ${ip}:${port.port}`),
    ),
  );
}

describe.each(recordedStates)('the recorded state %s', (state) => {
  test('has the ready endpoints that the endpoints controller found by itself', () => {
    const { services, slices, endpoints, nodes } = readRecording(state);
    const selecting = new Map(
      services.filter(({ spec }) => spec?.selector).map((service) => [service.metadata?.name, service]),
    );
    const objects = endpoints.filter(({ metadata }) => selecting.has(metadata?.name));
    const { cache, notices } = replaceSlices(emptyCache, slices);
    expect(notices).toEqual([]);
    const nodeNames = new Set(nodes.map(({ metadata }) => metadata?.name));
    const wanted = objects.flatMap((object) => {
      // The endpoints controller also lists pods whose node does not exist; the other one only if all are to be
      // published (rule 1.5.1).
      const listsAll = selecting.get(object.metadata?.name)?.spec?.publishNotReadyAddresses ?? false;
      return readyByEndpoints(object, ({ nodeName }) => listsAll || nodeNames.has(nodeName ?? ''));
    });
    const found = objects.flatMap(({ metadata }) => {
      const service = selecting.get(metadata?.name);
      const addressType = service?.spec?.ipFamilies?.[0] === 'IPv6' ? 'IPv6' : 'IPv4';
      return (service?.spec?.ports ?? []).flatMap(({ name, protocol }) => {
        const portName = name ?? '';
        const servicePort = {
          namespace: metadata?.namespace ?? '',
          name: metadata?.name ?? '',
          port: portName,
          protocol: protocol ?? 'TCP',
        };
        return listEndpoints(cache, servicePort, { addressType })
          .endpoints.filter(({ ready }) => ready)
          .map(({ address, port }) => `${servicePort.name} ${portName}/${servicePort.protocol} ${address}:${port}`);
      });
    });
    expect(found.sort()).toEqual(wanted.sort());
  });
});
