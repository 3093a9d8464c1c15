import { describe, expect, test } from 'vitest';
import { ANNOTATION_LEADER, LABEL_SKIP_MIRROR } from 'endpointslice/well-known';
import { decideMirroring } from 'endpointslice';

const service = { metadata: { name: 'db' }, spec: {} };
const endpoints = { metadata: { name: 'db' } };
const skipped = { metadata: { labels: { [LABEL_SKIP_MIRROR]: 'true' }, annotations: { [ANNOTATION_LEADER]: '{}' } } };

describe('decideMirroring', () => {
  test('says yes to Endpoints of a Service without a selector (rule 3.1.1)', () => {
    expect(decideMirroring({ endpoints, service })).toEqual({ mirrored: true });
    expect(decideMirroring({ endpoints, service: { spec: { selector: null } } })).toEqual({ mirrored: true });
    expect(decideMirroring({ endpoints: {}, service: {} })).toEqual({ mirrored: true });
    const absent = { metadata: { labels: null, annotations: { [ANNOTATION_LEADER]: null as never } } };
    expect(decideMirroring({ endpoints: absent, service: { spec: null } })).toEqual({ mirrored: true });
  });

  test('says yes to Endpoints of an ExternalName Service (rule 3.1.1)', () => {
    expect(decideMirroring({ endpoints, service: { spec: { type: 'ExternalName' } } })).toEqual({ mirrored: true });
  });

  test.each([
    ['EndpointsMissing', undefined, undefined],
    ['EndpointsMissing', null, service],
    ['SkipMirrorLabel', skipped, service],
    ['LeaderElection', { metadata: { annotations: { [ANNOTATION_LEADER]: '' } } }, undefined],
    ['ServiceMissing', endpoints, undefined],
    ['ServiceMissing', endpoints, null],
    ['ServiceHasSelector', endpoints, { spec: { selector: { app: 'db' } } }],
    ['ServiceHasSelector', endpoints, { spec: { selector: {} } }],
  ] as const)('gives %s as the reason, the first that holds (rule 3.1.1)', (reason, given, of) => {
    expect(decideMirroring({ endpoints: given, service: of })).toEqual({ mirrored: false, reason });
  });

  test.each(['True', 'invalid', '', 'false'])(
    'takes no skip-mirror label but exactly true: %j (rule 3.1.1)',
    (value) => {
      const labelled = { metadata: { labels: { [LABEL_SKIP_MIRROR]: value } } };
      expect(decideMirroring({ endpoints: labelled, service })).toEqual({ mirrored: true });
    },
  );

  test('refuses what is no input', () => {
    expect(() => decideMirroring(5 as never)).toThrow('decideMirroring: input must be an object, got 5');
  });

  test('looks at own fields only', () => {
    const inherited = Object.create({ [LABEL_SKIP_MIRROR]: 'true' }) as { [key: string]: string };
    expect(decideMirroring({ endpoints: { metadata: { labels: inherited } }, service })).toEqual({ mirrored: true });
  });
});
