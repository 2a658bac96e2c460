import { createContext, createElement, useContext, useMemo, type ReactElement, type ReactNode } from 'react';
import type { ThemeVariables } from '../core/ui/channel.ts';
import type { PluginTransport, UiItem } from './plugin-transport.ts';

/** One thing that went wrong in a plugin's frame. */
export interface UiProblem {
  readonly item: UiItem;
  /** What the frame says; a text from the plugin. */
  readonly message: string;
  /** Whether the frame was taken away. */
  readonly isFatal: boolean;
}

/** What all plugins of a page have in common. */
export interface PluginUi {
  readonly transport: PluginTransport;
  /** CSS variables that plugins may use: `--plexi-color-text`. */
  readonly theme?: ThemeVariables;
  /** Takes what goes wrong in frames. */
  readonly onProblem?: (problem: UiProblem) => void;
}

const PluginUiContext = createContext<PluginUi | undefined>(undefined);

/** What {@link PluginProvider} takes. */
export interface PluginProviderProps extends PluginUi {
  readonly children?: ReactNode;
}

/** Gives every {@link PluginMount} below it the way to the host. */
export function PluginProvider({ transport, theme, onProblem, children }: PluginProviderProps): ReactElement {
  const ui = useMemo(() => ({ transport, ...(theme && { theme }), ...(onProblem && { onProblem }) }), [transport, theme, onProblem]);
  return createElement(PluginUiContext.Provider, { value: ui }, children);
}

/** What the provider above gives; throws where there is none. */
export function usePluginUi(): PluginUi {
  const ui = useContext(PluginUiContext);
  if (ui === undefined) throw new Error('PluginMount needs a PluginProvider above it');
  return ui;
}
