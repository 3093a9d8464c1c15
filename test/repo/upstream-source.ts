/** Where Kubernetes says what a function does: a package with a symbol, a type of the API, a KEP. */
export const upstreamSource: RegExp =
  /k8s\.io\/\w+|kubernetes pkg\/\w+|\bpkg\/\w+|\bapimachinery\b|\bapiserver\b|\b(?:core|discovery)\/v1\b|\bclient-go\b|\bEndpointSliceTracker\.\w+|\bKEP-\d+/;
