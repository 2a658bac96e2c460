import { expect, test } from 'vitest';
import { listSecrets } from '../../../../../src/core/manifest/settings/list-secrets.ts';

test('a setting is a secret when it, or anything inside of it, is marked as one', () => {
  const schema = {
    type: 'object',
    properties: {
      city: { type: 'string' },
      api_key: { type: 'string', secret: true },
      password: { type: 'string', format: 'password' },
      account: { type: 'object', properties: { token: { type: 'string', secret: true } } },
      keys: { type: 'array', items: { type: 'string', secret: true } },
      public: { type: 'string', secret: false },
    },
  };
  expect(listSecrets(schema)).toEqual(['api_key', 'password', 'account', 'keys']);
  expect(listSecrets({ type: 'object' })).toEqual([]);
});
