import { beforeAll, describe, test } from 'plexi-plugin/testing';

test('leaves a promise alone', () => {
  void Promise.reject(new Error('nobody cares'));
});

describe('group', () => {
  beforeAll(() => {
    throw new Error('no database');
  });
  test('does not run', () => {});
});
