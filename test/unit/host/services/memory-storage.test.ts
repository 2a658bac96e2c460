import { describe } from 'vitest';
import { createMemoryStorage } from '../../../../src/host/services/memory-storage.ts';
import { testStorage } from '../../../helpers/storage-contract.ts';

describe('createMemoryStorage', () => {
  testStorage((options) => Promise.resolve(createMemoryStorage(options)));
});
