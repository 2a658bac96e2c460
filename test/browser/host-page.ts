// The page of a host, as small as it can be: what the tests look at in a browser.
import { createElement, useState, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { createHttpTransport, PluginMount, PluginProvider, type FrameSource, type PluginTransport, type UiProblem } from '../../src/react/index.ts';

interface PageControls {
  readonly problems: UiProblem[];
  setParams(params: Readonly<Record<string, string>>): void;
  setTheme(theme: Readonly<Record<string, string>>): void;
  push(data: string): void;
  unmount(): void;
}

const address = new URLSearchParams(location.search);
const listeners = new Set<(data: string) => void>();
const http = createHttpTransport('/plugin-ui');
const transport: PluginTransport = {
  ...http,
  ...(address.has('inline') && { getFrame: async ({ plugin, frame }): Promise<FrameSource> => ({ html: await (await fetch(`/plugin-ui/frame?${new URLSearchParams({ plugin, frame }).toString()}`)).text() }) }),
  ...(address.has('lost') && { getFrame: (): FrameSource => ({ src: '/plugin-ui/frame?plugin=gone&frame=gone' }) }),
  onMessage(plugin, listener) {
    listeners.add(listener);
    const stop = http.onMessage?.(plugin, listener);
    return () => {
      listeners.delete(listener);
      stop?.();
    };
  },
};
const problems: UiProblem[] = [];

function Page(): ReactElement {
  const [params, setParams] = useState<Readonly<Record<string, string>>>({ channelId: 'general' });
  const [theme, setTheme] = useState<Readonly<Record<string, string>>>({ '--plexi-color-accent': 'rgb(91, 75, 224)' });
  const controls: PageControls = {
    problems,
    setParams,
    setTheme,
    push: (data) => { listeners.forEach((listener) => { listener(data); }); },
    unmount: () => { root.unmount(); },
  };
  Object.assign(globalThis, { page: controls });
  const mount = (mountPoint: string): ReactElement =>
    createElement('section', { id: mountPoint, key: mountPoint }, createElement(PluginMount, { mountPoint, params, renderCrash: ({ plugin }) => createElement('p', { className: 'crashed' }, `${plugin} is not available`) }));
  return createElement(PluginProvider, { transport, theme, onProblem: (problem) => problems.push(problem) }, ['sidebar', 'toolbar', 'app', 'page'].map(mount));
}

const root = createRoot(document.body.appendChild(document.createElement('main')));
root.render(createElement(Page));
