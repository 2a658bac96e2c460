import { defineMethod } from './method.ts';

/** What a plugin may do. */
export const permissionMethods = {
  'permissions.list': defineMethod({}, (_, { allowed }) => Promise.resolve([...allowed])),
};
