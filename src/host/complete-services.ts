import type { Clock } from './clock.ts';
import { createProviders, type ProvidersOptions } from './extension-points/providers.ts';
import type { HostServices } from './host-environment.ts';
import { createMemoryBackups } from './services/backup-store.ts';
import { createInternet } from './services/internet.ts';
import { createMemoryCalls } from './services/memory-calls.ts';
import { createMemoryChat } from './services/memory-chat.ts';
import { createMemoryFiles } from './services/memory-files.ts';
import { createMemoryStorage } from './services/memory-storage.ts';
import { createMemorySettings } from './services/settings.ts';
import { createSqliteDatabases } from './services/sqlite-databases.ts';
import { createStoredAnalytics } from './services/stored-analytics.ts';

// No plugin has this name.
const ANALYTICS_STORAGE = '$analytics';

/** Completes the services that a host program brings: the rest lives in memory, and models are asked of providers. */
export function completeServices(given: Partial<HostServices>, clock: Clock, providers: ProvidersOptions): HostServices {
  const { chat = createMemoryChat({ clock }), storage = createMemoryStorage() } = given;
  return {
    chat,
    databases: given.databases ?? createSqliteDatabases(),
    files: given.files ?? createMemoryFiles({ clock, channels: chat.channels }),
    calls: given.calls ?? createMemoryCalls({ clock }),
    storage,
    settings: given.settings ?? createMemorySettings(),
    http: given.http ?? createInternet(),
    ai: given.ai ?? createProviders(providers),
    analytics: given.analytics ?? createStoredAnalytics({ clock, storage: storage.open(ANALYTICS_STORAGE) }),
    backups: given.backups ?? createMemoryBackups(),
  };
}
