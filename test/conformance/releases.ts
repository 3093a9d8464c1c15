import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { KubernetesRelease } from 'endpointslice/schema';

/** A release of Kubernetes whose Go code can be asked. */
export interface Release {
  /** `--release` on the command line. */
  readonly name: string;
  /** The modules of its reference, within `test/reference`. */
  readonly moduleFile: string;
  /** The value of the option `kubernetes` under which this library must answer as it does. */
  readonly rules: KubernetesRelease;
}

/** The release that is asked unless another is named, and whose answers are recorded. */
export const defaultRelease: Release = { name: '1.37', moduleFile: 'go.mod', rules: '1.37' };

/**
 * All releases, oldest first. Of 1.38 there is only the tag from which its work started, which has the rules of 1.37.
 */
export const releases: readonly Release[] = [
  { name: '1.36', moduleFile: 'releases/1.36.mod', rules: '1.36' },
  defaultRelease,
  { name: '1.38', moduleFile: 'releases/1.38.mod', rules: '1.37' },
];

/** The release of that name. Throws a RangeError if there is no such release. */
export function releaseNamed(name: string): Release {
  const release = releases.find((candidate) => candidate.name === name);
  if (release === undefined) {
    throw new RangeError(`no release ${name}; there are ${releases.map((known) => known.name).join(', ')}`);
  }
  return release;
}

/** The release that a version such as `v1.37.2` is of. */
export function releaseOfVersion(version: string): Release {
  return releaseNamed(/^v(\d+\.\d+)\./.exec(version)?.[1] ?? version);
}

/** The version of a module that the reference of a release is built with, such as `v1.37.2` of `k8s.io/kubernetes`. */
export function moduleVersion({ moduleFile }: Release, module: string): string {
  const text = readFileSync(fileURLToPath(new URL(`../reference/${moduleFile}`, import.meta.url)), 'utf8');
  const line = text.split('\n').find((candidate) => candidate.startsWith(`\t${module} v`));
  if (line === undefined) throw new RangeError(`test/reference/${moduleFile} does not require ${module}`);
  return line.trim().split(' ')[1] as string;
}
