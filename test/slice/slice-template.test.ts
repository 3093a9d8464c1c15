import { sliceLabels } from '../../src/slice/slice-labels.ts';
import { generateNamePrefix } from '../../src/slice/slice-template.ts';
import { buildPod, buildService, buildSlice, ownerWeb, sliceLabelsOfWeb, buildEndpoint } from '../support/build.ts';
import { planText, planWorld } from '../support/plan-world.ts';
import { createsOf, updatesOf } from '../support/writes.ts';
import { describe, expect, test } from 'vitest';

describe('generateNamePrefix', () => {
  test.each([
    ['web', 'web-'],
    ['a', 'a-'],
    ['web.shop', 'web.shop-'],
    ['a'.repeat(253), `${'a'.repeat(253)}-`],
    ['a'.repeat(254), 'a'.repeat(254)],
    ['Web', 'Web'],
    ['web_1', 'web_1'],
    ['-web', '-web'],
    // The character before the dash is masked with it, whatever it is.
    ['web-', 'web--'],
    ['', ''],
    // Two bytes are masked, which may be half of a character, and what is left of it is in no name.
    ['é', 'é'],
    ['webé', 'webé'],
    ['web€', 'web€'],
    ['web😀', 'web😀'],
    ['web\u007f', 'web\u007f-'],
  ])('makes of %s %s (rule 1.11)', (name, prefix) => {
    expect(generateNamePrefix(name)).toBe(prefix);
  });
});

describe('planService, of a new slice,', () => {
  test('writes name prefix, namespace, owner, type, ports and labels, and no annotation of the Service (rule 1.11)', () => {
    const service = buildService({ labels: { tier: 'front' }, annotations: { note: 'x' } });
    expect(createsOf(planWorld({ service, pods: [buildPod()] }).plan)[0]?.slice).toEqual({
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        generateName: 'web-',
        namespace: 'shop',
        labels: { ...sliceLabelsOfWeb, tier: 'front' },
        ownerReferences: [ownerWeb],
      },
      addressType: 'IPv4',
      endpoints: [buildEndpoint()],
      ports: [{ name: 'http', protocol: 'TCP', port: 8080 }],
    });
  });
});

describe('sliceLabels', () => {
  test('takes those of the Service without the reserved ones, and sets these (rule 1.12.1)', () => {
    const labels = {
      tier: 'front',
      'kubernetes.io/service-name': 'x',
      'endpointslice.kubernetes.io/managed-by': 'y',
      'service.kubernetes.io/headless': 'z',
    };
    const reserved = {
      'kubernetes.io/service-name': 'web',
      'endpointslice.kubernetes.io/managed-by': 'me',
    };
    const given = { labels, serviceName: 'web', managedBy: 'me' };
    expect(sliceLabels({ ...given, headless: false })).toEqual({ tier: 'front', ...reserved });
    expect(sliceLabels({ ...given, headless: true })).toEqual({
      tier: 'front',
      ...reserved,
      'service.kubernetes.io/headless': '',
    });
  });
});

test('sliceLabels writes labels in order of their names, reserved ones last', () => {
  const labels = sliceLabels({
    labels: { z: '1', a: '', m: '2' },
    serviceName: 'web',
    managedBy: 'me',
    headless: true,
  });
  expect(Object.entries(labels).slice(0, 3)).toEqual([
    ['a', ''],
    ['m', '2'],
    ['z', '1'],
  ]);
});

describe('planService, of labels,', () => {
  const pods = [buildPod()];
  const endpoints = [buildEndpoint()];

  test.each([
    ['None', true],
    ['', true],
    ['10.96.0.1', false],
  ])('calls the slices of a Service with the cluster IP %j headless: %j (rule 1.12.1)', (clusterIP, headless) => {
    const labels =
      createsOf(planWorld({ service: buildService({ clusterIP }), pods }).plan)[0]?.slice.metadata.labels ?? {};
    expect(Object.hasOwn(labels, 'service.kubernetes.io/headless')).toBe(headless);
  });

  test('ignores reserved ones on the Service, with a notice (rule 1.12.2)', () => {
    const service = buildService({
      labels: { 'kubernetes.io/service-name': 'x', 'service.kubernetes.io/headless': 'y', tier: 'front' },
    });
    const { plan, notices } = planWorld({ service, pods });
    expect(createsOf(plan)[0]?.slice.metadata.labels).toEqual({ ...sliceLabelsOfWeb, tier: 'front' });
    expect(notices).toMatchObject([
      { reason: 'ReservedLabelIgnored', label: 'kubernetes.io/service-name', retry: false },
      { reason: 'ReservedLabelIgnored', label: 'service.kubernetes.io/headless' },
    ]);
  });

  test('writes a slice whose other labels differ: more, fewer or of another value (rule 1.12.3)', () => {
    const service = buildService({ labels: { tier: 'front' } });
    for (const more of [{}, { tier: 'back' }, { tier: 'front', team: 'blue' }]) {
      const slices = [buildSlice({ labels: { ...sliceLabelsOfWeb, ...more }, endpoints })];
      const [update] = updatesOf(planWorld({ service, pods, slices }).plan);
      expect(update?.reasons).toEqual(['LabelsChanged']);
      expect(update?.slice.metadata.labels).toEqual({ ...sliceLabelsOfWeb, tier: 'front' });
    }
  });

  test('takes no labels for empty ones (rules 0.2.1, 1.12.3)', () => {
    const slices = [buildSlice({ endpoints })];
    for (const service of [buildService(), buildService({ labels: {} })]) {
      expect(planWorld({ service, pods, slices }).plan.unchanged).toHaveLength(1);
    }
  });

  test('gives and takes the headless label at once, where the reference waits (rule 1.12.3) (ledger planner/headless-flip)', () => {
    const headless = { ...sliceLabelsOfWeb, 'service.kubernetes.io/headless': '' };
    expect(planText({ service: buildService({ clusterIP: 'None' }), pods, slices: [buildSlice({ endpoints })] })).toBe(
      'update IPv4 web-a http/TCP/8080: 1 endpoint (LabelsChanged)\n  label service.kubernetes.io/headless=\n',
    );
    expect(planText({ pods, slices: [buildSlice({ endpoints, labels: headless })] })).toBe(
      'update IPv4 web-a http/TCP/8080: 1 endpoint (LabelsChanged)\n  label service.kubernetes.io/headless removed\n',
    );
  });
});
