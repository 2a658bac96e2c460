import { describe, expect, test } from 'vitest';
import { createPluginScope } from '../../../src/host/plugin-scope.ts';

describe('createPluginScope', () => {
  const open = () => {
    const log: string[] = [];
    const scope = createPluginScope(() => Promise.resolve(null));
    scope.onDisable(() => void log.push('disabled'));
    scope.onEnd(() => void log.push('ended'));
    return { scope, log };
  };

  test('tells once that the plugin was disabled', () => {
    const { scope, log } = open();
    scope.disable();
    scope.disable();
    expect(log).toEqual(['disabled']);
  });

  test('tells both when the sandbox is gone', () => {
    const { scope, log } = open();
    scope.end();
    scope.end();
    expect(log).toEqual(['disabled', 'ended']);
  });

  test('forgets what was taken off', () => {
    const { scope, log } = open();
    scope.onEnd(() => void log.push('never'))();
    scope.end();
    expect(log).not.toContain('never');
  });
});
