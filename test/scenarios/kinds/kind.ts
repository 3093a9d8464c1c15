import type { Notice } from 'endpointslice';
import type { SectionNames } from '../scenario-file.ts';

/** One kind of scenario: its sections, and how the answered ones follow from the given ones. */
export interface ScenarioKind extends SectionNames {
  /** A given section whose list may come in any order, without a change to the answer. */
  readonly unordered?: string;
  /** The text of each answered section. */
  readonly answer: (given: { readonly [section: string]: unknown }) => { readonly [section: string]: string };
}

/** The objects of one kind in a `[cluster]`. */
export function objectsOfKind<Kind>(cluster: unknown, kind: string): Kind[] {
  const objects = (cluster ?? []) as readonly { readonly kind: string }[];
  return objects.filter((object) => object.kind === kind) as unknown as Kind[];
}

/** Lines as the block of a section. */
export function linesOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

/** Notices, one line each. */
export function noticeLines(notices: readonly Notice[]): string {
  return linesOf(notices.map(noticeLine));
}

/** A notice in one line. */
export function noticeLine({ reason, object, message, retry }: Notice): string {
  return `${reason} ${object.kind} ${object.namespace}/${object.name}: ${message}${retry ? ' (plan again later)' : ''}`;
}
