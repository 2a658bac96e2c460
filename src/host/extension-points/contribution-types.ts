import { eventType } from '../events/event-type.ts';
import { taskType } from '../tasks/task-type.ts';
import { serviceType } from '../check-services.ts';
import { loginType } from './auth-providers.ts';
import { backupType } from './backups.ts';
import { commandType } from './command-shape.ts';
import type { ContributionType } from './contribution.ts';
import { formatType } from './exporters.ts';
import { healthCheckType } from './health.ts';
import { hostLogHandlerType, logHandlerType } from './log-handlers.ts';
import { mediaType } from './media-frames.ts';
import { middlewareType } from './middleware.ts';
import { channelType } from './notifications.ts';
import { modelType } from './providers.ts';
import { routeType } from './route-type.ts';
import { messageCheckType, requestCheckType } from './security.ts';
import { actionType } from './tools.ts';
import { componentType } from './ui.ts';
import { userPermissionType } from './user-permission-type.ts';
import { webhookType } from './webhooks.ts';

/** What can be contributed and is checked when a plugin is loaded. */
export const CONTRIBUTION_TYPES: readonly ContributionType<unknown>[] = [
  actionType,
  backupType,
  channelType,
  commandType,
  componentType,
  eventType,
  formatType,
  healthCheckType,
  hostLogHandlerType,
  logHandlerType,
  loginType,
  mediaType,
  messageCheckType,
  middlewareType,
  modelType,
  routeType,
  serviceType,
  taskType,
  userPermissionType,
  webhookType,
  requestCheckType,
];
