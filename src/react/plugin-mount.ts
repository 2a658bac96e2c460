import { createElement, Fragment, useEffect, useState, type ReactElement, type ReactNode } from 'react';
import { PluginFrame } from './plugin-frame.ts';
import { usePluginUi } from './plugin-provider.ts';
import type { UiItem } from './plugin-transport.ts';

/** What {@link PluginMount} takes. */
export interface PluginMountProps {
  /** The place: `sidebar`, `toolbar`, `chat-input`, … */
  readonly mountPoint: string;
  /** What plugins learn about the place, for example the channel that is open. */
  readonly params?: Readonly<Record<string, string>>;
  /** Shown in the place of a frame that broke down; default: nothing. */
  readonly renderCrash?: (item: UiItem) => ReactNode;
  /** Puts something around each frame, for example its title. */
  readonly renderItem?: (item: UiItem, frame: ReactElement) => ReactNode;
}

const NO_PARAMS = {};

/**
 * Shows what plugins bring to one place of a page, each in a frame of its own, in the order of their priorities.
 *
 * @example
 * ```tsx
 * <PluginProvider transport={createHttpTransport('/plugin-ui')}>
 *   <PluginMount mountPoint="toolbar" />
 *   <Chat />
 *   <PluginMount mountPoint="chat-input" params={{ channelId }} />
 * </PluginProvider>
 * ```
 */
export function PluginMount({ mountPoint, params = NO_PARAMS, renderCrash = () => null, renderItem = (_item, frame) => frame }: PluginMountProps): ReactElement {
  const items = usePluginItems(mountPoint);
  const render = (item: UiItem): ReactNode => {
    const frame = createElement(PluginFrame, { item, mountPoint, params, renderCrash });
    return createElement(Fragment, { key: `${item.plugin} ${item.frame} ${item.version}` }, renderItem(item, frame));
  };
  return createElement(Fragment, undefined, ...items.map(render));
}

/**
 * Lists what plugins bring to a place, for pages that render it in their own way.
 *
 * @param mountPoint - The place; `app` lists micro-apps, `page` static pages.
 */
export function usePluginItems(mountPoint: string): readonly UiItem[] {
  const { transport } = usePluginUi();
  const [items, setItems] = useState<readonly UiItem[]>([]);
  useEffect(() => {
    let isWanted = true;
    const load = async (): Promise<void> => {
      const found = await transport.list(mountPoint).catch(() => []);
      if (isWanted) setItems(found);
    };
    void load();
    const stop = transport.onChange?.(() => void load());
    return () => {
      isWanted = false;
      stop?.();
    };
  }, [transport, mountPoint]);
  return items;
}
