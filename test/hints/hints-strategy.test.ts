import { readRequestedHints } from 'endpointslice/hints';
import { describe, expect, test } from 'vitest';

const mode = 'service.kubernetes.io/topology-mode';
const older = 'service.kubernetes.io/topology-aware-hints';

function annotated(annotations: { [key: string]: string }, trafficDistribution?: string): string {
  return readRequestedHints({ metadata: { annotations }, spec: { trafficDistribution } }).strategy;
}

describe('readRequestedHints', () => {
  test.each<[{ [key: string]: string }, string]>([
    [{}, 'None'],
    [{ 'topology-hints': 'enabled' }, 'None'],
    [{ [older]: 'enabled' }, 'None'],
    [{ [older]: 'aUto' }, 'None'],
    [{ [older]: 'auto' }, 'TopologyAware'],
    [{ [older]: 'Auto' }, 'TopologyAware'],
    [{ [older]: 'disabled' }, 'None'],
    [{ [mode]: 'enabled' }, 'None'],
    [{ [mode]: 'aUto' }, 'None'],
    [{ [mode]: 'AUTO' }, 'None'],
    [{ [mode]: 'auto' }, 'TopologyAware'],
    [{ [mode]: 'Auto' }, 'TopologyAware'],
    [{ [mode]: 'disabled' }, 'None'],
    [{ [mode]: 'disabled', [older]: 'auto' }, 'TopologyAware'],
    [{ [mode]: 'auto', [older]: 'disabled' }, 'None'],
    [{ [mode]: 'auto', [older]: '' }, 'None'],
  ])('reads %j as %s (rule 1.14.1, upstream Test_hintsEnabled)', (annotations, wanted) => {
    expect(annotated(annotations)).toBe(wanted);
  });

  test.each([
    ['PreferClose', 'PreferSameZone'],
    ['PreferSameZone', 'PreferSameZone'],
    ['PreferSameNode', 'PreferSameNode'],
    ['preferclose', 'None'],
    ['', 'None'],
    ['constructor', 'None'],
  ])('reads trafficDistribution %s as %s (rule 1.14.2)', (value, wanted) => {
    expect(annotated({}, value)).toBe(wanted);
  });

  test('lets the annotation win when it is on, and only then (rule 1.14.2)', () => {
    expect(annotated({ [mode]: 'Auto' }, 'PreferClose')).toBe('TopologyAware');
    expect(annotated({ [mode]: 'Disabled' }, 'PreferClose')).toBe('PreferSameZone');
    expect(annotated({ [mode]: 'Auto', [older]: 'no' }, 'PreferSameNode')).toBe('PreferSameNode');
  });

  test('knows PreferClose only without the newer values (rule 1.14.2)', () => {
    const ask = (trafficDistribution: string): string =>
      readRequestedHints({ spec: { trafficDistribution } }, { preferSameTrafficDistribution: false }).strategy;
    expect(['PreferClose', 'PreferSameZone', 'PreferSameNode'].map(ask)).toEqual(['PreferSameZone', 'None', 'None']);
    for (const options of [{}, { preferSameTrafficDistribution: undefined }, { preferSameTrafficDistribution: true }]) {
      expect(readRequestedHints({ spec: { trafficDistribution: 'PreferSameNode' } }, options).strategy).toBe(
        'PreferSameNode',
      );
    }
  });

  test('says where the Service asks', () => {
    expect(readRequestedHints({ metadata: { annotations: { [older]: 'Auto' } } }).requestedBy).toBe(older);
    expect(readRequestedHints({ metadata: { annotations: { [mode]: 'Auto' } } }).requestedBy).toBe(mode);
    expect(readRequestedHints({ metadata: null, spec: null })).toStrictEqual({ strategy: 'None' });
    expect(readRequestedHints({ metadata: { annotations: null }, spec: {} })).toStrictEqual({ strategy: 'None' });
    const nothing = { [older]: null, [mode]: 'Auto' };
    expect(readRequestedHints({ metadata: { annotations: nothing } }).requestedBy).toBe(mode);
    expect(readRequestedHints({ spec: { trafficDistribution: 'PreferClose' } })).toEqual({
      strategy: 'PreferSameZone',
      requestedBy: 'spec.trafficDistribution',
    });
  });
});
