import { enter } from '../internal/door.ts';
import { copySlice } from '../slice/copy-slice.ts';
import type { EndpointSlice, EndpointSliceLike } from '../model/endpoint-slice.ts';

/**
 * Returns a new slice with what the API server fills in first: the name `''` and the protocol `TCP` of ports without one.
 * Nothing else has a default.
 *
 * @throws TypeError if a field that is read has another type; the error names it
 * @see kubernetes pkg/apis/discovery/v1 SetDefaults_EndpointPort; docs/rules.md 5.10.1
 * @example
 * defaultSlice({ addressType: 'IPv4', ports: [{ port: 80 }] }).ports // => [{ port: 80, name: '', protocol: 'TCP' }]
 */
export function defaultSlice(slice: EndpointSliceLike): EndpointSlice {
  return enter('defaultSlice', () => {
    const copy = copySlice(slice);
    for (const port of copy.ports) defaultPort(port);
    return copy;
  });
}

/** Fills in what a port lacks, in place. */
export function defaultPort(port: { name?: string; protocol?: string }): void {
  port.name ??= '';
  port.protocol ??= 'TCP';
}
