import { defaultSlice } from 'endpointslice/server';
import { expect, test } from 'vitest';

test('defaultSlice fills in name and protocol of ports, and nothing else (rule 5.10.1)', () => {
  const slice = {
    addressType: 'IPv4',
    ports: [{}, { name: null, protocol: 'UDP' }, { name: 'a', port: 1 }],
    endpoints: [{ addresses: [] }],
  };
  expect(defaultSlice(slice)).toEqual({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {},
    addressType: 'IPv4',
    endpoints: [{ addresses: [] }],
    ports: [
      { name: '', protocol: 'TCP' },
      { name: '', protocol: 'UDP' },
      { name: 'a', port: 1, protocol: 'TCP' },
    ],
  });
});
