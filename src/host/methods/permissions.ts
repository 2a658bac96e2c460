import { defineMethod } from './method.ts';
import { text } from './parse-params.ts';

/** What a plugin may do, and what it asks for while it runs. */
export const permissionMethods = {
  'permissions.list': defineMethod({}, (_, { allowed }) => Promise.resolve([...allowed])),
  'permissions.request': defineMethod({ permission: text({ max: 100 }) }, ({ permission }, { requestPermission }) => requestPermission(permission)),
};
