import { HostCallError } from '../../sandbox/engine.ts';
import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { defineContributionType } from '../extension-points/contribution.ts';
import { parseTaskPlan, type TaskPlan } from './task-plan.ts';

/** The type of contribution that is a background task. */
export const TASK = 'task';

/** How tasks look: refused when the plugin is loaded, and not first at night. */
export const taskType = defineContributionType<TaskPlan>({
  type: TASK,
  name: /^[A-Za-z_][A-Za-z0-9_-]{0,99}$/,
  options(value, { refuse }) {
    try {
      return parseTaskPlan(value as JsonValue, 0);
    } catch (error) {
      if (error instanceof HostCallError) return refuse(error.message);
      throw error;
    }
  },
});
