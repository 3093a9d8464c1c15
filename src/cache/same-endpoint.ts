import type { EndpointTarget, RoutableEndpoint } from '../model/routable-endpoint.ts';

/** Returns whether two endpoints are equal in every field. Address types are not compared: equal addresses have the same. */
export function routableEndpointsEqual(left: RoutableEndpoint, right: RoutableEndpoint): boolean {
  return (
    left === right ||
    (left.address === right.address &&
      left.port === right.port &&
      left.ready === right.ready &&
      left.serving === right.serving &&
      left.terminating === right.terminating &&
      left.nodeName === right.nodeName &&
      left.zone === right.zone &&
      left.hostname === right.hostname &&
      left.appProtocol === right.appProtocol &&
      left.cluster === right.cluster &&
      targetsEqual(left.target, right.target) &&
      namesEqual(left.zoneHints, right.zoneHints) &&
      namesEqual(left.nodeHints, right.nodeHints))
  );
}

function targetsEqual(left: EndpointTarget | undefined, right: EndpointTarget | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return (
    left.name === right.name && left.uid === right.uid && left.namespace === right.namespace && left.kind === right.kind
  );
}

function namesEqual(left: readonly string[] | undefined, right: readonly string[] | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return left.length === right.length && left.every((name, index) => name === right[index]);
}
