import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MOUNT_POINTS } from '../../../sdk/kinds/ui.ts';
import type { JsonValue, RuntimeContribution } from '../../../sdk/runtime-interface.ts';
import type { UiRequest } from '../../../sdk/ui-component.ts';
import { findSimilar } from '../../core/diagnostics/find-similar.ts';
import { fail } from '../../core/diagnostics/plexi-error.ts';
import { renderFrameDocument, type FrameDocument } from '../../core/ui/frame-document.ts';
import { parseUi, type Ui, type UiFiles } from '../../core/ui/ui-files.ts';
import { findToolRoot } from '../../platform/tool.ts';
import type { Extension, Extensions } from '../extensions.ts';
import type { PagePush, PagePushes } from '../page-pushes.ts';
import { defineContributionType, parseContribution } from './contribution.ts';
import { listOwn } from './own-permissions.ts';
import { readResult } from './read-result.ts';
import { json as jsonShape, object, optional, text, type Shaped } from './shape.ts';

/** One thing of a plugin that a page can show. */
export interface UiItem {
  readonly plugin: string;
  /** What is shown: `weather-card:WeatherCard`, or `page:dashboard`. */
  readonly frame: string;
  /** What people read above it. */
  readonly title: string;
  /** Changes when what is shown changes. */
  readonly version: string;
}

/** Which frame of which plugin. */
export type UiTarget = Pick<UiItem, 'plugin' | 'frame'>;

const MODULE = /^[A-Za-z0-9][\w-]{0,63}$/;

const COMPONENT = object({
  mountPoint: text({ min: 1, max: 40 }),
  module: text({ max: 64, pattern: MODULE, called: 'the name of a module' }),
  component: text({ min: 1, max: 100 }),
  title: optional(text({ min: 1, max: 80 })),
});

/** A component that a plugin shows. */
export const componentType = defineContributionType<Shaped<typeof COMPONENT>>({
  type: 'component',
  name: /^[\w-]+:[\p{L}\p{N}_$]+$/u,
  options: COMPONENT,
  check: ({ mountPoint }) => refuseMountPoint(mountPoint),
});

function refuseMountPoint(mountPoint: string): string | undefined {
  if (mountPoint.startsWith('x-') || [...MOUNT_POINTS, 'app'].some((known) => known === mountPoint)) return undefined;
  const similar = findSimilar(mountPoint, MOUNT_POINTS);
  const advice = similar === undefined ? `use ${MOUNT_POINTS.join(', ')}, or a name that begins with "x-"` : `did you mean "${similar}"?`;
  return `"${mountPoint}" is no mount point; ${advice}`;
}

/** What a plugin pushes to its frames, as a page gets it. */
export type UiPush = PagePush extends infer Push ? (Push extends PagePush ? Omit<Push, 'userId'> : never) : never;

/** The user interfaces of plugins. */
export interface UiHost {
  /** What plugins show at a mount point, by priority; `app` are micro-apps, `page` static pages. */
  list(mountPoint: string): readonly UiItem[];
  /**
   * Makes the document of a frame. A page puts it into an iframe with `sandbox="allow-scripts"`; a server sends it under
   * its policy.
   *
   * @throws {@link PlexiError} `PLX4131` when there is no such frame; `PLX4130` when the plugin's files are not in order.
   */
  getFrame(target: UiTarget): Promise<FrameDocument>;
  /** What the frame shows: the result of the plugin's `getContext`; `null` without one. @throws {@link PlexiError} as `Extensions.invoke`. */
  getContext(target: UiTarget, request: UiRequest): Promise<JsonValue>;
  /** Does what somebody asks for: the result of the plugin's `handleAction`. @throws {@link PlexiError} as `Extensions.invoke`; `PLX4131` without such a hook. */
  handleAction(target: UiTarget, action: string, data: JsonValue, request: UiRequest): Promise<JsonValue>;
  /**
   * Listens to what enabled plugins push to their frames, for one page. A page passes on to a frame what is of its plugin.
   *
   * @param userId - Who looks at the page; without it, only what is for everybody.
   * @returns A function that ends it.
   */
  listen(userId: string | undefined, listener: (push: UiPush) => void): () => void;
}

/** What user interfaces are made from: a plugin manager is all of it. */
export interface UiParts {
  readonly extensions: Extensions;
  /** Default: nothing is pushed. */
  readonly pages?: PagePushes;
}

/** Shows user interfaces of plugins in pages of the host. */
export function createUi({ extensions, pages }: UiParts): UiHost {
  const parsed = new WeakMap<UiFiles, Ui>();
  let runtime: Promise<string> | undefined;

  const parse = (files: UiFiles): Ui => {
    const ui = parsed.get(files) ?? parseUi(files);
    parsed.set(files, ui);
    return ui;
  };
  const find = ({ plugin, frame }: UiTarget): ShownFrame =>
    listFrames(extensions.list()).find((each) => each.item.plugin === plugin && each.item.frame === frame) ?? fail('PLX4131', { what: frame, plugin });

  async function invoke({ extension: { plugin, entry, hooks } }: ShownFrame, hook: string, args: readonly JsonValue[]): Promise<JsonValue> {
    if (!hooks.includes(hook)) return hook === 'getContext' ? null : fail('PLX4131', { what: hook, plugin });
    // Frames speak JSON: bytes and streams do not reach them.
    return readResult(jsonShape, await extensions.invoke({ plugin, entry, hook }, args), { plugin, hook });
  }

  return {
    list: (mountPoint) => listFrames(extensions.list()).filter((each) => each.mountPoint === mountPoint).map(({ item }) => item),
    async getFrame(target) {
      const { extension: { source }, item } = find(target);
      const [kind = '', name = ''] = item.frame.split(':');
      const { modules, pages } = parse(source.ui ?? {});
      const frame = kind === 'page' ? pages.get(name) : modules.get(kind);
      if (frame === undefined) return fail('PLX4131', { what: item.frame, plugin: item.plugin });
      runtime ??= readFile(join(findToolRoot(), 'dist', 'frame', 'main.js'), 'utf8');
      return renderFrameDocument({ ...frame, runtime: await runtime });
    },
    async getContext(target, request) {
      const frame = find(target);
      return invoke(frame, 'getContext', [describeRequest(frame, request)]);
    },
    async handleAction(target, action, data, request) {
      const frame = find(target);
      return invoke(frame, 'handleAction', [action, data, describeRequest(frame, request)]);
    },
    listen: (userId, listener) => pages?.listen(({ userId: receiver, ...push }) => {
      if (receiver !== undefined && receiver !== userId) return;
      if (extensions.list().some(({ plugin }) => plugin === push.plugin)) listener(push);
    }) ?? ignore,
  };
}

function ignore(): void {
  // There was nothing to listen to.
}

interface ShownFrame {
  readonly extension: Extension;
  readonly mountPoint: string;
  readonly item: UiItem;
}

function listFrames(extensions: readonly Extension[]): readonly ShownFrame[] {
  const components = extensions.flatMap((extension) => extension.contributions.filter(({ type }) => type === componentType.type).map((contribution) => describeComponent(extension, contribution)));
  // A plugin's pages talk to its first entry point that can answer.
  const hosts = extensions.filter(({ plugin, source }, index) => (source.manifest.ui_pages ?? []).length > 0 && extensions.findIndex((other) => other.plugin === plugin) === index);
  const pages = hosts.flatMap(({ plugin, source }) => {
    const own = extensions.filter((each) => each.plugin === plugin);
    const extension = own.find(({ hooks }) => hooks.includes('getContext') || hooks.includes('handleAction')) ?? own[0];
    if (extension === undefined) return [];
    return (source.manifest.ui_pages ?? []).map(({ name, title }) => ({ extension, mountPoint: 'page', item: createItem(extension, `page:${name}`, title) }));
  });
  return [...components, ...pages];
}

function describeComponent(extension: Extension, contribution: RuntimeContribution): ShownFrame {
  const { plugin, source: { manifest } } = extension;
  const { mountPoint, module, component, title } = parseContribution(plugin, contribution, componentType);
  return { extension, mountPoint, item: createItem(extension, `${module}:${component}`, title ?? manifest.display_name ?? manifest.name) };
}

function createItem({ plugin, source }: Extension, frame: string, title: string): UiItem {
  const version = createHash('sha256').update(JSON.stringify([source.manifest.version, source.ui?.['index.json'] ?? ''])).digest('hex').slice(0, 16);
  return { plugin, frame, title, version };
}

function describeRequest({ extension: { source } }: ShownFrame, { mountPoint, user, params }: UiRequest): JsonValue {
  return { mountPoint, params, ...(user && { user: { id: user.id, permissions: listOwn(source.manifest, user.permissions) } }) };
}
