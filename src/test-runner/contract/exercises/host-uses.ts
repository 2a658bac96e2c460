import type { JsonValue } from '../../../../sdk/runtime-interface.ts';
import type { MiddlewareRequest } from '../../../../sdk/kinds/middleware.ts';
import type { JsonObject } from '../../../core/manifest/schema.ts';
import { backupType } from '../../../host/extension-points/backups.ts';
import { listContributed } from '../../../host/extension-points/contribution.ts';
import { mediaType } from '../../../host/extension-points/media-frames.ts';
import { middlewareType } from '../../../host/extension-points/middleware.ts';
import { messageCheckType, requestCheckType } from '../../../host/extension-points/security.ts';
import { componentType } from '../../../host/extension-points/ui.ts';
import type { LiveTestHost } from '../../live-test-host.ts';
import { asText, renderValue, type Exercise, type Use } from './exercise.ts';

const PATH: JsonObject = { type: 'string', minLength: 1, maxLength: 500 };

/** Requests go through the middleware to the host, and back. */
export const useMiddleware: Use = ({ extensions }) =>
  listContributed(extensions, middlewareType).flatMap(({ name, options: { scopes } }) => scopes.map((scope) => {
    const ask = (path: JsonValue): MiddlewareRequest => createRequest(scope, asText(path));
    return service({
      name: `a request of "${scope}" through "${name}"`,
      input: '/messages',
      inputs: PATH,
      run: ({ middleware }, path) => middleware.handle(ask(path), () => Promise.resolve({ status: 200, headers: {}, body: { ok: true } })),
      render: (path) => `await host.middleware.handle(${JSON.stringify(ask(path))}, async () => ({ status: 200, headers: {} }));`,
    });
  }));

/** The host asks whether a message may be written, and a request be answered. */
export const useSecurityChecks: Use = ({ extensions }) => [
  ...some(extensions.list({ contribution: messageCheckType.type }), service({
    name: 'a message that is checked',
    input: 'Good morning, everybody!',
    inputs: { type: 'string', maxLength: 4_000 },
    run: ({ security }, content) => security.checkMessage({ channelId: 'general', authorId: 'alice', content: asText(content) }),
    render: (content) => `await host.security.checkMessage({ channelId: 'general', authorId: 'alice', content: ${renderValue(content)} });`,
  })),
  ...some(extensions.list({ contribution: requestCheckType.type }), service({
    name: 'a request that is checked',
    input: '/messages',
    inputs: PATH,
    run: ({ security }, path) => security.checkRequest(createRequest('web', asText(path))),
    render: (path) => `await host.security.checkRequest(${JSON.stringify(createRequest('web', asText(path)))});`,
  })),
];

/** The host makes a backup, and brings it back. */
export const useBackups: Use = ({ extensions }) =>
  some(extensions.list({ contribution: backupType.type }), {
    ...service({
      name: 'a backup',
      input: null,
      run: async ({ backups }) => backups.restore(await backups.create()),
      render: () => 'await host.backups.restore(await host.backups.create());',
    }),
    isAnswered: true,
  });

/** The host keeps bytes in a storage. */
export const useStorage: Use = ({ plugin, extensions }) =>
  some(extensions.list({ kind: 'storage' }).filter(({ hooks }) => hooks.includes('put') && hooks.includes('get')), {
    ...service({
      name: 'bytes that are kept',
      input: 'hello.txt',
      inputs: { type: 'string', minLength: 1, maxLength: 200 },
      run: (host, key) => keepBytes(host, plugin, asText(key)),
      render: (key) => `const backend = host.storageBackends.open('${plugin}');\n  await backend.put(${renderValue(key)}, new TextEncoder().encode('hello'));\n  await backend.get(${renderValue(key)});`,
    }),
    isAnswered: true,
  });

/** The host asks for numbers, and how plugins are. */
export const useMonitoring: Use = ({ extensions }) =>
  some(extensions.list({ kind: 'monitoring' }), service({
    name: 'metrics',
    input: null,
    run: async ({ monitoring }) => [await monitoring.collect(), await monitoring.checkHealth()],
    render: () => 'await host.monitoring.collect();',
  }));

/** Somebody chooses a theme. */
export const useThemes: Use = ({ extensions }) =>
  some(extensions.list({ kind: 'theme' }).filter(({ hooks }) => hooks.includes('getTheme')), service({
    name: 'the theme',
    input: null,
    run: async ({ themes }) => Promise.all(themes.list().map((theme) => themes.getTheme(theme))),
    render: () => 'for (const theme of host.themes.list()) await host.themes.getTheme(theme);',
  }));

/** People open pages with components of the plugin. */
export const useComponents: Use = ({ extensions }) =>
  listContributed(extensions, componentType).map(({ name, options: { mountPoint } }) => ({
    ...service({
      name: `the component "${name}"`,
      input: 'general',
      inputs: { type: 'string', maxLength: 200 },
      run: async ({ ui }, channelId) =>
        Promise.all(ui.list(mountPoint).map((item) => ui.getContext(item, { mountPoint, user: { id: 'alice', permissions: [] }, params: { channelId: asText(channelId) } }))),
      render: (channelId) => `for (const item of host.ui.list('${mountPoint}')) await host.ui.getContext(item, { mountPoint: '${mountPoint}', user: { id: 'alice', permissions: [] }, params: { channelId: ${renderValue(channelId)} } });`,
    }),
    isAnswered: true,
  }));

/** Sound and pictures of a call go through the plugin. */
export const useMedia: Use = ({ extensions }) =>
  listContributed(extensions, mediaType).map(({ name }) => service({
    name: name === 'audio' ? 'a piece of sound' : 'a picture',
    input: null,
    run: ({ media }) => (name === 'audio' ? sendSound(media) : sendPicture(media)),
    render: () => `await host.media.${name}().process(frame);`,
  }));

// Nobody waits for a word of the plugin: the host goes on with what it has when the plugin fails.
function service({ run, ...exercise }: Omit<Exercise, 'isAnswered'>): Exercise {
  return { ...exercise, isAnswered: false, run: (host, input) => host.during(() => run(host, input)) };
}

function some(found: readonly unknown[], exercise: Exercise): readonly Exercise[] {
  return found.length === 0 ? [] : [exercise];
}

function createRequest(scope: MiddlewareRequest['scope'], path: string): MiddlewareRequest {
  return { id: 'request-1', scope, method: scope === 'cli' ? 'RUN' : 'GET', path, query: {}, headers: { accept: '*/*' }, userId: 'alice' };
}

async function keepBytes({ storageBackends }: LiveTestHost, plugin: string, key: string): Promise<void> {
  const backend = storageBackends.open(plugin);
  await backend.put(key, new TextEncoder().encode('hello'));
  await backend.get(key);
  await backend.list();
  await backend.delete(key);
  await backend.get(key);
}

async function sendSound(media: LiveTestHost['media']): Promise<void> {
  const stream = media.audio();
  await stream.process({ timestamp: 0, sampleRate: 48_000, channels: 1, samples: Int16Array.from({ length: 480 }, (_, at) => Math.round(8_000 * Math.sin(at / 10))) });
  await stream.end();
}

async function sendPicture(media: LiveTestHost['media']): Promise<void> {
  const stream = media.video();
  await stream.process({ timestamp: 0, width: 16, height: 16, format: 'rgba', data: Uint8Array.from({ length: 16 * 16 * 4 }, (_, at) => at % 256) });
  await stream.end();
}
