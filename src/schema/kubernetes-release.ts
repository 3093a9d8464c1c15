/** The release whose rules are applied where releases differ. */
export type KubernetesRelease = '1.36' | '1.37';

/** The release whose rules are applied unless the caller names another. */
export const DEFAULT_RELEASE: KubernetesRelease = '1.37';
