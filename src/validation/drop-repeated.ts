import type { ValidationIssue } from '../decode/issue.ts';
import type { KubernetesRelease } from '../model/limits.ts';

/**
 * Removes repeated issues, from an index on: those that say of a path what was said before. Notes in `said` what the others
 * say. The server does so since 1.37, when it joins the issues of written and declared rules. For rules whose path does not
 * tell two values apart.
 *
 * @see apimachinery field.ErrorList.Filter, ToAggregate
 */
export function dropRepeated(
  issues: ValidationIssue[],
  from: number,
  said: Set<string>,
  release: KubernetesRelease,
): void {
  if (release === '1.36') return;
  let kept = from;
  for (let index = from; index < issues.length; index += 1) {
    const issue = issues[index] as ValidationIssue;
    const text = `${issue.path}: ${issue.message}`;
    if (said.has(text)) continue;
    said.add(text);
    issues[kept] = issue;
    kept += 1;
  }
  issues.length = kept;
}
