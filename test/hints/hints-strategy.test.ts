import { readRequestedHints } from 'endpointslice/hints';
import { describe, expect, test } from 'vitest';

const mode = 'service.kubernetes.io/topology-mode';
const older = 'service.kubernetes.io/topology-aware-hints';

function annotated(annotations: { [key: string]: string }, trafficDistribution?: string): string {
  return readRequestedHints({ metadata: { annotations }, spec: { trafficDistribution } }).strategy;
}

describe('readRequestedHints', () => {
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
      readRequestedHints({ spec: { trafficDistribution } }, { preferSameTrafficDistribution: false }).strategy;
    expect(['PreferClose', 'PreferSameZone', 'PreferSameNode'].map(ask)).toEqual(['same-zone', 'none', 'none']);
    for (const options of [{}, { preferSameTrafficDistribution: undefined }, { preferSameTrafficDistribution: true }]) {
      expect(readRequestedHints({ spec: { trafficDistribution: 'PreferSameNode' } }, options).strategy).toBe(
        'same-node',
      );
    }
  });

  test('says where the Service asks', () => {
    expect(readRequestedHints({ metadata: { annotations: { [older]: 'Auto' } } }).requestedBy).toBe(older);
    expect(readRequestedHints({ metadata: { annotations: { [mode]: 'Auto' } } }).requestedBy).toBe(mode);
    expect(readRequestedHints({ metadata: null, spec: null })).toStrictEqual({ strategy: 'none' });
    expect(readRequestedHints({ metadata: { annotations: null }, spec: {} })).toStrictEqual({ strategy: 'none' });
    const nothing = { [older]: null, [mode]: 'Auto' };
    expect(readRequestedHints({ metadata: { annotations: nothing } }).requestedBy).toBe(mode);
    expect(readRequestedHints({ spec: { trafficDistribution: 'PreferClose' } })).toEqual({
      strategy: 'same-zone',
      requestedBy: 'spec.trafficDistribution',
    });
  });
});
