/** Returns the anchors of a page's headings as GitHub makes them: the second of the same name ends in `-1`. */
export function anchorsOf(page: string): string[] {
  const counts = new Map<string, number>();
  return namesOf(page).map((name) => {
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    return count === 0 ? name : `${name}-${count}`;
  });
}

/** Returns the anchors that more than one heading of a page would have, if GitHub did not number them. */
export function sharedAnchors(page: string): string[] {
  const names = namesOf(page);
  return names.filter((name, index) => names.indexOf(name) !== index);
}

function namesOf(page: string): string[] {
  const bare = page.replaceAll(/^```[\s\S]*?^```$/gm, '');
  return [...bare.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
}

/** Returns the anchor of one heading, the only one of its name. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}
