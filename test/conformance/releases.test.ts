import { validateEndpointSlice } from 'endpointslice/schema';
import { validateUpdate } from '../support/slice-update.ts';
import { describe, expect, test } from 'vitest';
import { filesBelow, readProjectFile } from '../repo/source-files.ts';
import { defaultRelease, moduleVersion, releaseNamed, releaseOfVersion, releases } from './releases.ts';

const kubernetes = 'k8s.io/kubernetes';

describe('the releases', () => {
  test('are those that there are modules for', () => {
    const files = [
      'go.mod',
      ...filesBelow('test/reference/releases', '.mod').map((path) => path.slice('test/reference/'.length)),
    ];
    expect(releases.map(({ moduleFile }) => moduleFile).sort()).toEqual(files.sort());
  });

  test.each(releases.map((release) => ({ name: release.name, release })))(
    'have all modules of Kubernetes $name at one version',
    ({ name, release }) => {
      const version = moduleVersion(release, kubernetes);
      expect(releaseOfVersion(version)).toBe(release);
      expect(version.startsWith(`v${name}.`)).toBe(true);
      const text = readProjectFile(`test/reference/${release.moduleFile}`);
      const staged = [...text.matchAll(/^\t(k8s\.io\/[\w-]+) => k8s\.io\/[\w-]+ (\S+)$/gm)];
      expect(staged.length).toBeGreaterThan(20);
      for (const [, module, of] of staged) expect(of, module).toBe(version.replace('v1', 'v0'));
      expect(moduleVersion(release, 'k8s.io/endpointslice')).toBe(version.replace('v1', 'v0'));
    },
  );

  test('are found by name', () => {
    expect(releaseNamed('1.36').rules).toBe('1.36');
    expect(() => releaseNamed('1.35')).toThrow('no release 1.35; there are 1.36, 1.37, 1.38');
  });

  test('have one that this library follows unless told otherwise', () => {
    const input = { metadata: { name: 'a', namespace: 'b' }, addressType: 'IPv4', endpoints: [{ addresses: [] }] };
    const update = { input, before: { ...input, addressType: 'IPv6', endpoints: [] } };
    const { rules } = defaultRelease;
    expect(validateEndpointSlice(input)).toEqual(validateEndpointSlice(input, { kubernetes: rules }));
    expect(validateUpdate(update)).toEqual(validateUpdate(update, { kubernetes: rules }));
    for (const other of releases.filter((release) => release.rules !== rules)) {
      expect(validateEndpointSlice(input)).not.toEqual(validateEndpointSlice(input, { kubernetes: other.rules }));
    }
  });
});

describe('the documents', () => {
  test('name the release that this library tracks, and those that it is compared with', () => {
    const [status = ''] = /Tracks Kubernetes [\s\S]*?\n\n/.exec(readProjectFile('README.md')) ?? [];
    expect(status).toContain(`Tracks Kubernetes ${defaultRelease.name},`);
    for (const { name } of releases) expect(status).toContain(` ${name}`);
    expect(readProjectFile('docs/upstream.md')).toContain(`Read at Kubernetes v${defaultRelease.name}.`);
    expect(readProjectFile('docs/validation.md')).toContain(
      `an API server of Kubernetes ${defaultRelease.rules} would`,
    );
  });

  test('name the versions of the reference', () => {
    const page = readProjectFile('test/reference/README.md');
    for (const release of releases) expect(page).toContain(moduleVersion(release, kubernetes));
  });
});
