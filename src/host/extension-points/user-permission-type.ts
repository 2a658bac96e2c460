import { defineContributionType } from './contribution.ts';
import { object } from './shape.ts';

/** That the code asks users for a permission; the name is the permission's. */
export const userPermissionType = defineContributionType({
  type: 'user-permission',
  name: /^\S{1,100}$/,
  options: object({}),
  permissions: (_options, name) => [name],
});
