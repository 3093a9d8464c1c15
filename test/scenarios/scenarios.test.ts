import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesBelow, projectRoot, readProjectFile } from '../repo/source-files.ts';
import { deepFreeze } from '../support/deep-freeze.ts';
import { consumer } from './kinds/consumer.ts';
import { hints } from './kinds/hints.ts';
import type { ScenarioKind } from './kinds/kind.ts';
import { mirror } from './kinds/mirror.ts';
import { plan } from './kinds/plan.ts';
import { validation } from './kinds/validation.ts';
import { readScenario, type Scenario, writeAnswer } from './scenario-file.ts';

/** The kinds of scenarios, each named as the folder of its files. README.md has the notation. */
const kinds: { readonly [folder: string]: ScenarioKind } = { consumer, hints, mirror, plan, validation };

const paths = filesBelow('test/scenarios', '.scenario.txt');

function kindOf(path: string): ScenarioKind {
  const kind = kinds[path.split('/')[2] ?? ''];
  if (kind === undefined) throw new Error(`${path} must be in a folder named for a kind of scenario`);
  return kind;
}

function read(path: string): Scenario {
  return readScenario(readProjectFile(path), kindOf(path));
}

function answerOf(path: string, given: Scenario['given']): string {
  return writeAnswer(kindOf(path).answer(deepFreeze(given)));
}

describe('the scenario', () => {
  test.each(paths)('%s has the answer that it says', (path) => {
    const scenario = read(path);
    const answer = answerOf(path, scenario.given);
    if (process.env['UPDATE'] === '1' && answer !== scenario.answerText) {
      writeFileSync(join(projectRoot, path), `${scenario.givenText.trimEnd()}\n\n${answer}`);
    } else {
      expect(scenario.answerText).toBe(answer);
    }
  });

  test.each(paths.filter((path) => kindOf(path).unordered !== undefined))(
    '%s has the same answer when the cluster is listed backwards',
    (path) => {
      const { given } = read(path);
      const section = kindOf(path).unordered ?? '';
      const backwards = { ...given, [section]: [...(given[section] as readonly unknown[])].reverse() };
      expect(answerOf(path, backwards)).toBe(answerOf(path, given));
    },
  );

  test.each(paths)('%s tells its story in sentences, and leaves to README.md how to change it', (path) => {
    const { story } = read(path);
    expect(story).toMatch(/^\S[\s\S]*[.)]\n$/);
    expect(story).not.toContain('UPDATE=1');
  });

  test.each(Object.keys(kinds))('%s has six at least', (folder) => {
    expect(paths.filter((path) => path.startsWith(`test/scenarios/${folder}/`)).length).toBeGreaterThanOrEqual(6);
  });
});

describe('the README of the scenarios', () => {
  const page = readProjectFile('test/scenarios/README.md');

  test('says how to change one', () => {
    expect(page).toContain('UPDATE=1 npx vitest run --config test/vitest.config.ts test/scenarios\n');
  });

  test('has a row for each kind, with its sections', () => {
    for (const [folder, { given, answered }] of Object.entries(kinds)) {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${folder}/\` |`));
      expect([...(row ?? '').matchAll(/\[([a-z]+)\]/g)].map((match) => match[1])).toEqual([...given, ...answered]);
    }
  });
});

describe('readScenario', () => {
  const sections = { given: ['options', 'cluster'], answered: ['plan'] };

  test('cuts a file at its headings', () => {
    const text = '# A story.\n\n[cluster]\n- kind: Pod\n\n[plan]\nsome text\n';
    const scenario = readScenario(text, sections);
    expect(scenario.given).toEqual({ cluster: [{ kind: 'Pod' }] });
    expect(scenario.story).toBe('A story.\n');
    expect(scenario.givenText + scenario.answerText).toBe(text);
    expect(scenario.answerText).toBe('[plan]\nsome text\n');
  });

  test.each([
    ['[plan]\n', 'begin with its story'],
    ['# A story.\n[plan]\n[cluster]\n', 'sections must be options, cluster, plan, in this order, got plan, cluster'],
    ['# A story.\n[cluster]\n[cluster]\n', 'in this order'],
    ['# A story.\n[pods]\n', 'got pods'],
  ])('refuses %j', (text, message) => {
    expect(() => readScenario(text, sections)).toThrow(message);
  });
});
