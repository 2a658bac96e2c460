import { expect, test } from 'vitest';
import { LIFECYCLE } from '../../src/host/lifecycle.ts';
import { listGuideExamples } from '../helpers/guide-examples.ts';

test('the diagram in the guide shows the states and steps of the table, all of them and no other', () => {
  const diagram = listGuideExamples('plugin-manager.md').find(({ language }) => language === 'mermaid')?.code ?? '';
  const shown = [...diagram.matchAll(/^ +(\w+) --> (\w+): (\w+)$/gm)].map(([, from, to, action]) => `${String(from)} ${String(action)} ${String(to)}`);
  const steps = Object.entries(LIFECYCLE).flatMap(([from, actions]) => Object.entries(actions).map(([action, to]) => `${from} ${action} ${to}`));
  expect(shown.sort()).toEqual(steps.sort());
});
