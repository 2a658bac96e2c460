export type { Clock, Timer } from './clock.ts';
export type { Delivery, DeliveryReport, HostedEvent } from './delivery.ts';
export type { Denial } from './denials.ts';
export type { PluginState } from './lifecycle.ts';
export type { LogRecord } from './log.ts';
export type {
  HostedPlugin,
  HostServices,
  LoadOptions,
  ManagerEvent,
  ManagerHook,
  PluginManager,
  PluginManagerOptions,
} from './plugin-manager.ts';
export type { PluginSource } from './plugin-source.ts';
export type { Channel, ChatListener, ChatService, NewMessage, User } from './services/chat.ts';
export type { PluginStorage, StorageService } from './services/storage.ts';
