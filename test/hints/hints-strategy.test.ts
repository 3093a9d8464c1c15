import { requestedHints } from 'endpointslice';
import { describe, expect, test } from 'vitest';

const mode = 'service.kubernetes.io/topology-mode';
const older = 'service.kubernetes.io/topology-aware-hints';

function annotated(annotations: { [key: string]: string }, trafficDistribution?: string): string {
  return requestedHints({ metadata: { annotations }, spec: { trafficDistribution } }).strategy;
}

describe('requestedHints', () => {
  test.each<[{ [key: string]: string }, string]>([
    [{}, 'none'],
    [{ 'topology-hints': 'enabled' }, 'none'],
    [{ [older]: 'enabled' }, 'none'],
    [{ [older]: 'aUto' }, 'none'],
    [{ [older]: 'auto' }, 'proportional'],
    [{ [older]: 'Auto' }, 'proportional'],
    [{ [older]: 'disabled' }, 'none'],
    [{ [mode]: 'enabled' }, 'none'],
    [{ [mode]: 'aUto' }, 'none'],
    [{ [mode]: 'AUTO' }, 'none'],
    [{ [mode]: 'auto' }, 'proportional'],
    [{ [mode]: 'Auto' }, 'proportional'],
    [{ [mode]: 'disabled' }, 'none'],
    [{ [mode]: 'disabled', [older]: 'auto' }, 'proportional'],
    [{ [mode]: 'auto', [older]: 'disabled' }, 'none'],
    [{ [mode]: 'auto', [older]: '' }, 'none'],
  ])('reads %j as %s (rule 1.14.1, upstream Test_hintsEnabled)', (annotations, wanted) => {
    expect(annotated(annotations)).toBe(wanted);
  });

  test.each([
    ['PreferClose', 'same-zone'],
    ['PreferSameZone', 'same-zone'],
    ['PreferSameNode', 'same-node'],
    ['preferclose', 'none'],
    ['', 'none'],
    ['constructor', 'none'],
  ])('reads trafficDistribution %s as %s (rule 1.14.2)', (value, wanted) => {
    expect(annotated({}, value)).toBe(wanted);
  });

  test('lets the annotation win when it is on, and only then (rule 1.14.2)', () => {
    expect(annotated({ [mode]: 'Auto' }, 'PreferClose')).toBe('proportional');
    expect(annotated({ [mode]: 'Disabled' }, 'PreferClose')).toBe('same-zone');
    expect(annotated({ [mode]: 'Auto', [older]: 'no' }, 'PreferSameNode')).toBe('same-node');
  });

  test('knows PreferClose only without the newer values (rule 1.14.2)', () => {
    const ask = (trafficDistribution: string): string =>
      requestedHints({ spec: { trafficDistribution } }, { preferSameTrafficDistribution: false }).strategy;
    expect(['PreferClose', 'PreferSameZone', 'PreferSameNode'].map(ask)).toEqual(['same-zone', 'none', 'none']);
    for (const options of [{}, { preferSameTrafficDistribution: undefined }, { preferSameTrafficDistribution: true }]) {
      expect(requestedHints({ spec: { trafficDistribution: 'PreferSameNode' } }, options).strategy).toBe('same-node');
    }
  });

  test('says where the Service asks', () => {
    expect(requestedHints({ metadata: { annotations: { [older]: 'Auto' } } }).requestedBy).toBe(older);
    expect(requestedHints({ metadata: { annotations: { [mode]: 'Auto' } } }).requestedBy).toBe(mode);
    expect(requestedHints({ metadata: null, spec: null })).toStrictEqual({ strategy: 'none' });
    expect(requestedHints({ metadata: { annotations: null }, spec: {} })).toStrictEqual({ strategy: 'none' });
    const nothing = { [older]: null, [mode]: 'Auto' };
    expect(requestedHints({ metadata: { annotations: nothing } }).requestedBy).toBe(mode);
    expect(requestedHints({ spec: { trafficDistribution: 'PreferClose' } })).toEqual({
      strategy: 'same-zone',
      requestedBy: 'spec.trafficDistribution',
    });
  });
});
