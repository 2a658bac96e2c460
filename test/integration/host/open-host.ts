import { afterAll, afterEach } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { createPluginManager } from '../../../src/host/create-plugin-manager.ts';
import type { DeliveryReport } from '../../../src/host/delivery.ts';
import type { LogRecord } from '../../../src/host/log.ts';
import type { LoadOptions, PluginManager, PluginManagerOptions } from '../../../src/host/plugin-manager.ts';
import type { PluginSource } from '../../../src/host/plugin-source.ts';
import { createMemoryChat, type MemoryChat } from '../../../src/host/services/memory-chat.ts';
import type { StorageService } from '../../../src/host/services/storage.ts';
import { createVirtualClock, type VirtualClock } from '../../../src/host/virtual-clock.ts';
import { createTestEngine } from '../../helpers/sandbox.ts';

const engine = createTestEngine();
const open: PluginManager[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((manager) => manager.close()));
});
afterAll(() => engine.close());

/** A host on the real sandbox, and what it told about. */
export interface OpenHost {
  readonly manager: PluginManager;
  readonly chat: MemoryChat;
  readonly clock: VirtualClock;
  readonly logs: readonly LogRecord[];
  readonly deliveries: readonly DeliveryReport[];
  readonly diagnostics: readonly Diagnostic[];
  /** Lets a user write into the channel `general`, and waits until every plugin has dealt with it. */
  readonly say: (content: string, channelId?: string) => Promise<void>;
  /** What plugins have written, oldest first. */
  readonly answers: () => readonly string[];
  /** Loads and enables a plugin with everything granted. */
  readonly start: (source: PluginSource, options?: LoadOptions) => Promise<void>;
}

/** Opens a host whose clock stands still; it is closed when the test ends. All share one engine, but for those that ask for an isolation. */
export function openHost({ storage, services, ...options }: PluginManagerOptions & { readonly storage?: StorageService } = {}): OpenHost {
  const logs: LogRecord[] = [];
  const deliveries: DeliveryReport[] = [];
  const diagnostics: Diagnostic[] = [];
  const clock = createVirtualClock('2026-01-01T12:00:00Z');
  const channels = ['general', 'random'].map((id) => ({ id, name: id }));
  const chat = createMemoryChat({ clock, channels });
  const manager = createPluginManager({
    ...(options.isolation === undefined && { engine }),
    clock,
    services: { chat, ...(storage && { storage }), ...services },
    onLog: (record) => void logs.push(record),
    onDelivery: (report) => void deliveries.push(report),
    onDiagnostic: (_, diagnostic) => void diagnostics.push(diagnostic),
    ...options,
  });
  open.push(manager);
  return {
    manager,
    chat,
    clock,
    logs,
    deliveries,
    diagnostics,
    async say(content, channelId = 'general') {
      await chat.send({ channelId, authorId: 'alice', content });
      await manager.settled();
    },
    answers: () => chat.messages().filter(({ authorId }) => authorId.startsWith('plugin:')).map(({ content }) => content),
    async start(source, load = {}) {
      await manager.loadPlugin(source, { grants: 'all', ...load });
      await manager.enablePlugin(source.manifest.name);
    },
  };
}
