import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import { keyOfPorts } from '../ports/port-map-key.ts';

/**
 * Returns the same text for slices of the same address type and port map, and for no others. Ports must have been checked.
 */
export function groupKey({ addressType, ports }: Pick<EndpointSliceLike, 'addressType' | 'ports'>): string {
  return `${addressType} ${keyOfPorts(ports)}`;
}
