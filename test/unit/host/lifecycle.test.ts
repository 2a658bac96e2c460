import { describe, expect, test } from 'vitest';
import { allows, LIFECYCLE, nextState, type PluginAction, type PluginState } from '../../../src/host/lifecycle.ts';

const STATES = Object.keys(LIFECYCLE) as PluginState[];
const ACTIONS = [...new Set(STATES.flatMap((state) => Object.keys(LIFECYCLE[state])))] as PluginAction[];

const LEGAL = new Set(STATES.flatMap((from) => Object.keys(LIFECYCLE[from]).map((action) => `${from} ${action}`)));

function follow(...actions: PluginAction[]): PluginState {
  return actions.reduce<PluginState>((state, action) => nextState('weather', state, action), 'unloaded');
}

describe('the life of a plugin', () => {
  for (const state of STATES) {
    for (const action of ACTIONS.filter((each) => !LEGAL.has(`${state} ${each}`))) {
      test(`refuses "${action}" when ${state}`, () => {
        expect(() => nextState('weather', state, action)).toThrowCode('PLX4101');
        expect(allows(state, action)).toBe(false);
      });
    }
  }

  test('leads from unloaded through enabled and back', () => {
    expect(follow('load', 'loaded', 'enable', 'enabled')).toBe('enabled');
    expect(follow('load', 'loaded', 'enable', 'enabled', 'disable', 'disabled', 'unload', 'unloaded')).toBe('unloaded');
  });

  test('brings a plugin that broke down back to loaded, wherever it was', () => {
    expect(follow('load', 'loaded', 'crashed', 'restarted')).toBe('loaded');
    expect(follow('load', 'loaded', 'enable', 'crashed', 'restarted')).toBe('loaded');
    expect(follow('load', 'loaded', 'enable', 'enabled', 'crashed', 'restarted')).toBe('loaded');
    expect(follow('load', 'loaded', 'enable', 'enabled', 'disable', 'crashed', 'restarted')).toBe('loaded');
  });

  test('has no state that cannot be reached, and none without a way to unloaded', () => {
    const reach = (from: PluginState, seen = new Set<PluginState>()): ReadonlySet<PluginState> => {
      if (seen.has(from)) return seen;
      seen.add(from);
      for (const next of Object.values(LIFECYCLE[from])) reach(next, seen);
      return seen;
    };
    expect([...reach('unloaded')].sort()).toEqual([...STATES].sort());
    for (const state of STATES) expect(reach(state)).toContain('unloaded');
  });

  test('says what is possible instead', () => {
    expect(() => nextState('weather', 'enabled', 'unload')).toThrow(/plugin "weather" is enabled, and "unload" is not possible/);
  });
});
