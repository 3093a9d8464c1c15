import { hasLabels, sliceLabels } from '../../src/slice/slice-labels.ts';
import { generateNamePrefix, newSlice } from '../../src/slice/slice-template.ts';
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

describe('newSlice', () => {
  test('owns its labels and owner reference, and uses endpoints and ports as given', () => {
    const template = { namespace: 'shop', generateName: 'web-', labels: { a: '1' }, owner: ownerWeb };
    const [ports, endpoints] = [[{ port: 80 }], [buildEndpoint()]];
    const slice = newSlice(template, 'IPv6', { ports, endpoints });
    expect(slice).toStrictEqual({
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { generateName: 'web-', namespace: 'shop', labels: { a: '1' }, ownerReferences: [ownerWeb] },
      addressType: 'IPv6',
      endpoints,
      ports,
    });
    expect(slice.metadata.labels).not.toBe(template.labels);
    expect(slice.metadata.ownerReferences?.[0]).not.toBe(ownerWeb);
    expect(slice.endpoints).toBe(endpoints);
    expect(slice.ports).toBe(ports);
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

test('sliceLabels takes a label without a value for an empty one, whatever its name', () => {
  const labels = sliceLabels({
    labels: JSON.parse('{ "a": null, "__proto__": "x" }') as { [key: string]: string },
    serviceName: 'web',
    managedBy: 'me',
    headless: false,
  });
  expect(Object.entries(labels).slice(0, 2)).toEqual([
    ['__proto__', 'x'],
    ['a', ''],
  ]);
});

describe('hasLabels', () => {
  test.each([
    [{}, {}, true],
    [{ a: '1', b: '2' }, { b: '2', a: '1' }, true],
    [{ a: '1' }, {}, false],
    [{}, { a: '1' }, false],
    [{ a: '1' }, { a: '2' }, false],
    [{ a: '1' }, { b: '1' }, false],
    [{ a: '1', b: '2' }, { a: '1', b: '3' }, false],
    [{ a: '1', b: '2' }, { a: '2', b: '2' }, false],
    [{ a: '1' }, { constructor: Object }, false],
  ])('asks for the same labels and no other: %j, %j: %j (rule 1.12.3)', (existing, wanted, expected) => {
    expect(hasLabels(buildSlice({ labels: existing }), wanted as never)).toBe(expected);
  });

  test('takes no labels for empty ones', () => {
    for (const metadata of [undefined, null, {}, { labels: null }]) {
      expect(hasLabels({ addressType: 'IPv4', metadata }, {})).toBe(true);
      expect(hasLabels({ addressType: 'IPv4', metadata }, { a: '1' })).toBe(false);
    }
  });
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
