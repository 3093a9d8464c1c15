/** What a planner that drops slices with other ports has to write and is left with, by the plainest counting. */
export interface ClassicCounts {
  readonly writeCount: number;
  readonly sliceCount: number;
}

/** One group of a world: who is wanted with which ports. Everything is named by texts. */
export interface WantedGroup {
  readonly ports: string;
  readonly endpoints: ReadonlySet<string>;
}

/** An existing slice of the source, by texts. */
export interface ExistingSlice {
  readonly ports: string;
  readonly endpoints: readonly string[];
  /** Whether it says something wrong besides endpoints that are not wanted: labels, conditions. */
  readonly isStale: boolean;
}

/**
 * Counts writes and slices of one address type as the reference plans them (docs/minimal-writes.md): what is dirty and keeps
 * something is written; newcomers fill it; what is left opens slices or fills an unchanged one to less than the maximum; as many
 * of these as there are dropped slices reuse one. Slices in order of their names, all of one owner.
 */
export function classicCounts(
  groups: readonly WantedGroup[],
  slices: readonly ExistingSlice[],
  options: { readonly maximum: number; readonly placeholder: boolean; readonly placeholderCount?: number },
): ClassicCounts {
  const { maximum } = options;
  let dropped = slices.filter(({ ports }) => !groups.some((group) => group.ports === ports)).length;
  let created = 0;
  let written = 0;
  let standing = 0;
  for (const group of groups) {
    const found = new Set<string>();
    let room = 0;
    const clean: number[] = [];
    for (const { ports, endpoints, isStale } of slices) {
      if (ports !== group.ports) continue;
      const kept = endpoints.filter((one) => group.endpoints.has(one) && !found.has(one) && found.add(one)).length;
      if (kept === 0 && endpoints.length > 0) dropped += 1;
      else if (kept < endpoints.length || isStale) {
        written += 1;
        standing += 1;
        room += Math.max(0, maximum - kept);
      } else clean.push(kept);
    }
    standing += clean.length;
    let rest = group.endpoints.size - found.size - room;
    while (rest > 0) {
      const left = rest;
      const isFitting = left < maximum && clean.some((count) => count + left <= maximum);
      if (isFitting) written += 1;
      else created += 1;
      rest -= isFitting ? left : maximum;
    }
  }
  if (options.placeholder && created + standing === 0) {
    const kept = Math.min(1, options.placeholderCount ?? 0);
    dropped -= kept;
    standing += kept;
    created += 1 - kept;
  }
  return { writeCount: written + Math.max(created, dropped), sliceCount: standing + created };
}
