import { createElement, useEffect, useRef, useState, type ReactElement, type ReactNode } from 'react';
import { openSession, type FrameSession } from './frame-session.ts';
import { usePluginUi } from './plugin-provider.ts';
import type { FrameSource, UiItem, UiPlace } from './plugin-transport.ts';

/** What {@link PluginFrame} takes. */
export interface PluginFrameProps extends UiPlace {
  readonly item: UiItem;
  /** Shown in the place of a frame that broke down. */
  readonly renderCrash: (item: UiItem) => ReactNode;
}

/** One frame of a plugin: isolated from the page in every way but one channel. */
export function PluginFrame({ item, mountPoint, params, renderCrash }: PluginFrameProps): ReactNode {
  const { transport, theme, onProblem } = usePluginUi();
  const [source, setSource] = useState<FrameSource>();
  const [height, setHeight] = useState(0);
  const [isBroken, setBroken] = useState(false);
  const element = useRef<HTMLIFrameElement>(null);
  const session = useRef<FrameSession>(undefined);
  const latest = useRef({ theme: theme ?? {}, params, onProblem });
  latest.current = { theme: theme ?? {}, params, onProblem };

  const report = (message: string, isFatal: boolean): void => {
    if (isFatal) setBroken(true);
    latest.current.onProblem?.({ item, message, isFatal });
  };

  useEffect(() => {
    let isWanted = true;
    setSource(undefined);
    setBroken(false);
    void Promise.resolve(transport.getFrame(item)).then(
      (found) => {
        if (isWanted) setSource(found);
      },
      (error: unknown) => {
        if (isWanted) report(String(error), true);
      },
    );
    return () => {
      isWanted = false;
      session.current?.close();
      session.current = undefined;
    };
    // Reports go through a reference: a new function does not make a new frame.
  }, [transport, item.plugin, item.frame]);

  useEffect(() => {
    session.current?.setTheme(theme ?? {});
  }, [theme]);
  // By what they say: pages write the object anew whenever they render.
  const spelled = JSON.stringify(params);
  useEffect(() => {
    session.current?.setParams(latest.current.params);
  }, [spelled]);
  useEffect(() => transport.onMessage?.(item.plugin, (data) => session.current?.push(data)), [transport, item.plugin]);
  useEffect(() => transport.onRefresh?.(item.plugin, () => session.current?.refresh()), [transport, item.plugin]);

  const onLoad = (): void => {
    if (element.current === null) return;
    if (session.current !== undefined) {
      session.current.close();
      report('the frame was exchanged for another one', true);
      return;
    }
    const place = (): UiPlace => ({ mountPoint, params: latest.current.params });
    session.current = openSession(element.current, {
      component: item.frame.startsWith('page:') ? '' : item.frame.slice(item.frame.indexOf(':') + 1),
      getContext: () => transport.getContext(item, place()),
      callAction: (action, data) => transport.callAction(item, action, data, place()),
      params: latest.current.params,
      theme: latest.current.theme,
      onHeight: setHeight,
      onProblem: (message) => { report(message, false); },
      onCrash: (message) => { report(message, true); },
    });
  };

  if (isBroken) return renderCrash(item);
  return source === undefined ? null : renderFrame(item, source, { ref: element, onLoad, height });
}

interface FrameParts {
  readonly ref: React.RefObject<HTMLIFrameElement | null>;
  readonly onLoad: () => void;
  readonly height: number;
}

function renderFrame(item: UiItem, source: FrameSource, { ref, onLoad, height }: FrameParts): ReactElement {
  return createElement('iframe', {
    ref,
    onLoad,
    title: item.title,
    // Scripts and nothing else: an origin of its own, no navigation but its own, no windows, forms or downloads.
    sandbox: 'allow-scripts',
    referrerPolicy: 'no-referrer',
    allow: '',
    style: { border: 0, width: '100%', height, display: 'block', colorScheme: 'normal' },
    ...('html' in source ? { srcDoc: source.html } : { src: source.src }),
  });
}
