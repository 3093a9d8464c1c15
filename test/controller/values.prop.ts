import { describe, expect, test } from 'vitest';
import {
  type Controller,
  type ControllerOptions,
  type ControllerState,
  createController,
  emptyControllerState,
  restoreController,
  type SavedController,
  saveController,
  step,
  take,
} from 'endpointslice/controller';
import { deepFreeze } from '../support/deep-freeze.ts';
import { propertyRuns, propertySeed } from '../support/property-settings.ts';
import { drawOps } from '../simulation/simulate.ts';
import { runStory } from '../simulation/story.ts';

/** A state as JSON, and back. */
function throughJSON(state: ControllerState, options: ControllerOptions): ControllerState {
  const saved: unknown = JSON.parse(JSON.stringify(saveController(state)));
  return restoreController(saved as SavedController, options);
}

/** A controller that checks something of every state that it holds. */
function watched(options: ControllerOptions, check: (state: ControllerState) => ControllerState): Controller {
  let state = emptyControllerState(options);
  return {
    get state() {
      return state;
    },
    receive: (event) => {
      state = check(step(state, deepFreeze(event)));
    },
    take: (request) => {
      const { state: next, ...rest } = take(state, request);
      expect(take(state, request)).toEqual({ ...rest, state: next });
      state = check(next);
      return rest;
    },
  };
}

/** Runs some stories with a controller in place of the real one; what each came to. */
function runStories(makeController: (options: ControllerOptions) => Controller, length: number): unknown[] {
  return Array.from({ length: propertyRuns(2) }, (_, world) => {
    const seed = propertySeed + world;
    const { figures, story } = runStory(seed, drawOps(seed, length), { makeController });
    expect(figures.violations).toEqual([]);
    return { figures, story };
  });
}

describe('states of a controller', () => {
  test('that were saved and restored after every event go on as if they had not been: replay', () => {
    const restored = runStories((options) => watched(options, (state) => throughJSON(state, options)), 150);
    expect(restored).toEqual(runStories(createController, 150));
  });

  test('stay as they were, whatever comes of them; events are not changed: old states stay', () => {
    const kept: { readonly state: ControllerState; readonly text: string }[] = [];
    runStories(
      (options) =>
        watched(options, (state) => {
          if (kept.length < 200) kept.push({ state, text: JSON.stringify(state) });
          return state;
        }),
      150,
    );
    expect(kept.length).toBeGreaterThan(100);
    for (const { state, text } of kept) expect(JSON.stringify(state)).toBe(text);
  });

  test('see nothing of what the caller does to an event later', () => {
    const labels = { app: 'web' };
    const pod = { metadata: { namespace: 'shop', name: 'p', labels } };
    const state = step(emptyControllerState(), { type: 'ADDED', kind: 'Pod', object: pod });
    const text = JSON.stringify(state);
    labels.app = 'other';
    expect(JSON.stringify(state)).toBe(text);
  });
});
