/** Names the releases of Kubernetes whose rules validation knows. */

/** The release whose rules are applied where releases differ. */
export type KubernetesRelease = '1.36' | '1.37';
