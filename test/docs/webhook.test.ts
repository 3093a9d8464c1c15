import { describe, expect, test } from 'vitest';
import { type AdmissionReview, review } from '../../docs/examples/webhook/main.ts';
import { readProjectFile } from '../repo/source-files.ts';

const slice = {
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 'db-1', namespace: 'shop', labels: { 'kubernetes.io/service-name': 'db' } },
  addressType: 'IPv4',
  endpoints: [{ addresses: ['192.0.2.7'] }],
  ports: [{ name: 'sql', port: 5432, protocol: 'TCP' }],
};

function answer(request: Partial<AdmissionReview['request']>) {
  return review({ request: { uid: 'r1', operation: 'CREATE', name: 'db-1', object: slice, ...request } }).response;
}

describe('the webhook of docs/examples', () => {
  test('is at most 50 lines long', () => {
    const lines = readProjectFile('docs/examples/webhook/main.ts').trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(50);
  });

  test('answers with an AdmissionReview that names the request, and allows a valid slice', () => {
    expect(review({ request: { uid: 'r1', operation: 'CREATE', object: slice } })).toEqual({
      apiVersion: 'admission.k8s.io/v1',
      kind: 'AdmissionReview',
      response: { uid: 'r1', allowed: true, warnings: [] },
    });
  });

  test('refuses an invalid slice with the Status of the API server', () => {
    const { allowed, status } = answer({ object: { ...slice, endpoints: [{ addresses: ['192.0.2.07'] }] } });
    expect(allowed).toBe(false);
    expect(status).toMatchObject({
      code: 422,
      reason: 'Invalid',
      message:
        'EndpointSlice.discovery.k8s.io "db-1" is invalid: endpoints[0].addresses[0]: Invalid value: "192.0.2.07": must not have leading 0s',
      details: { name: 'db-1', causes: [{ reason: 'FieldValueInvalid', field: 'endpoints[0].addresses[0]' }] },
    });
  });

  test('passes on what the API server warns about', () => {
    const object = { ...slice, addressType: 'FQDN', endpoints: [{ addresses: ['db.example.com'] }] };
    expect(answer({ object })).toEqual({
      uid: 'r1',
      allowed: true,
      warnings: ['spec.addressType: FQDN endpoints are deprecated'],
    });
  });

  test('judges an update by what was there before', () => {
    const oldObject = { ...slice, metadata: { ...slice.metadata, uid: 's1', resourceVersion: '7' } };
    const object = { ...oldObject, addressType: 'IPv6', endpoints: [{ addresses: ['fd00::1'] }] };
    expect(answer({ operation: 'UPDATE', object: oldObject, oldObject }).allowed).toBe(true);
    expect(answer({ operation: 'UPDATE', object, oldObject }).status?.details.causes).toEqual([
      { reason: 'FieldValueInvalid', field: 'addressType', message: 'Invalid value: null: field is immutable' },
    ]);
    expect(answer({ operation: 'CREATE', object, oldObject: null }).allowed).toBe(true);
  });

  test('allows deletes, and refuses what breaks its own rule', () => {
    expect(answer({ operation: 'DELETE', object: null, oldObject: slice })).toEqual({ uid: 'r1', allowed: true });
    const labels = { 'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io' };
    const { status } = answer({ object: { ...slice, metadata: { ...slice.metadata, labels } } });
    expect(status?.details.causes).toMatchObject([
      { reason: 'FieldValueForbidden', field: 'metadata.labels[endpointslice.kubernetes.io/managed-by]' },
    ]);
  });
});
