import type { SliceTracker } from 'endpointslice/controller';
import { letterOf, sliceOfUid } from './content-table.ts';
import { renameMemory } from './controller.ts';
import type { Mentions, Renumbering } from './state.ts';

/** The memories that controllers have had, each known by its number. */
export class MemoryTable {
  readonly #numbers = new Map<string, number>();
  readonly #memories: SliceTracker[] = [];
  readonly #mentions: Mentions[] = [];
  readonly #renumbered = new Map<string, number>();

  numberOf(memory: SliceTracker): number {
    const text = JSON.stringify(memory);
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#memories.length;
    this.#numbers.set(text, number);
    this.#memories.push(memory);
    this.#mentions.push(mentionsOf(memory));
    return number;
  }

  memoryOf(number: number): SliceTracker {
    return this.#memories[number] as SliceTracker;
  }

  mentionsOf(number: number): Mentions {
    return this.#mentions[number] as Mentions;
  }

  /** The same memory, with other numbers for what it mentions. */
  renumber(number: number, renumbering: Renumbering): number {
    const { slices, generations, resourceVersions } = this.mentionsOf(number);
    let key = `${number}`;
    for (const slice of slices) key += ` ${renumbering.slice(slice)}`;
    for (const both of generations) key += ` ${renumbering.generation(both & 63, both >> 6)}`;
    for (const version of resourceVersions) key += ` ${renumbering.resourceVersion(version)}`;
    let renumbered = this.#renumbered.get(key);
    if (renumbered === undefined) {
      const letter = (text: string, start: string): string =>
        text.startsWith(start) ? start + letterOf(renumbering.slice(text.charCodeAt(start.length) - 97)) : text;
      const memory = renameMemory(this.memoryOf(number), {
        uid: (uid) => letter(uid, 'u:'),
        name: (name) => letter(name, 'web-'),
        generation: (value, uid) => renumbering.generation(value, sliceOfUid(uid)),
        resourceVersion: (version) => (version === '' ? version : String(renumbering.resourceVersion(Number(version)))),
      });
      renumbered = this.numberOf(memory);
      this.#renumbered.set(key, renumbered);
    }
    return renumbered;
  }
}

function mentionsOf(memory: SliceTracker): Mentions {
  const slices = new Set<number>();
  const generations = new Set<number>();
  const resourceVersions = new Set<number>();
  renameMemory(memory, {
    uid: (uid) => {
      if (uid.startsWith('u:')) slices.add(sliceOfUid(uid));
      return uid;
    },
    name: (name) => name,
    generation: (value, uid) => {
      generations.add(sliceOfUid(uid) * 64 + value);
      return value;
    },
    resourceVersion: (version) => {
      if (version !== '') resourceVersions.add(Number(version));
      return version;
    },
  });
  return { slices: [...slices], generations: [...generations], resourceVersions: [...resourceVersions] };
}
