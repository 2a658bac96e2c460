import { test } from 'plexi-plugin/testing';

test('never runs', () => {
  const = 1;
});
