import { DEFAULT_CALL_RATES } from '../core/limits/call-rates.ts';
import type { Engine } from '../sandbox/engine.ts';
import type { Denial } from './denials.ts';
import { createMessenger } from './events/messenger.ts';
import type { LogHandlers } from './extension-points/log-handlers.ts';
import { createSecurity } from './extension-points/security.ts';
import type { Extensions } from './extensions.ts';
import type { HostEnvironment } from './host-environment.ts';
import type { PluginManagerOptions } from './plugin-manager.ts';
import { createCheckedChat } from './services/checked-chat.ts';

/** What the manager brings to the environment of its plugins. */
export interface EnvironmentParts extends Pick<HostEnvironment, 'services' | 'clock' | 'tasks' | 'activity' | 'events' | 'webhooks' | 'backups' | 'pages' | 'dispatch'> {
  readonly engine: Engine;
  readonly extensions: Extensions;
  readonly logHandlers: LogHandlers;
  readonly onDenial: (denial: Denial) => void;
}

/** Makes what all plugins of a host share: what they write into its chat is checked by its security plugins. */
export function createHostEnvironment({ extensions, logHandlers, ...parts }: EnvironmentParts, options: PluginManagerOptions): HostEnvironment {
  const { hostVersion: version, limits = {}, limitCaps = {}, callRates, restarts, seed, onLog, onCall, onPermissionRequest = () => false, onDiagnostic: report } = options;
  const { clock, services } = parts;
  const onDiagnostic: HostEnvironment['onDiagnostic'] = (plugin, diagnostic) => report?.(plugin, diagnostic);
  const security = createSecurity({ extensions, onDiagnostic });
  return {
    ...parts,
    services: { ...services, chat: createCheckedChat(services.chat, security) },
    messenger: createMessenger({ extensions, clock }),
    version,
    limits,
    limitCaps,
    callRates: { ...DEFAULT_CALL_RATES, ...callRates },
    restarts,
    seed,
    onCall,
    onPermissionRequest,
    onLog(record) {
      onLog?.(record);
      logHandlers.take(record);
    },
    onDiagnostic,
  };
}
