import { describe, test } from 'plexi-plugin/testing';

test('does not run', () => {});

describe('group', () => {
  test.only('runs', () => {});
});
