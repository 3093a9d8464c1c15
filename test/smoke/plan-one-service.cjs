/** Plans one pod of one Service with whichever form of the package is given, and checks the text of the plan. */
exports.planOneService = (library, assert) => {
  const service = {
    metadata: { namespace: 'shop', name: 'web', uid: 'u1' },
    spec: { clusterIP: '10.96.0.1', selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
  };
  const pod = {
    metadata: { namespace: 'shop', name: 'web-1', uid: 'p1', labels: { app: 'web' } },
    spec: { nodeName: 'n1' },
    status: { podIPs: [{ ip: '10.0.0.1' }], conditions: [{ type: 'Ready', status: 'True' }] },
  };
  const nodes = [{ metadata: { name: 'n1', labels: { 'topology.kubernetes.io/zone': 'a' } } }];
  const { plan } = library.planService({ service, pods: [pod], nodes, slices: [] });
  assert.equal(
    library.formatPlan(plan),
    'create IPv4 web-* http/TCP/8080: 1 endpoint (EndpointsAdded)\n  + 10.0.0.1 Pod shop/web-1 on n1 in a: ready serving\n',
  );
};
