import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { JsonValue } from '../../sdk/runtime-interface.ts';
import { getFrame, type UiProps } from './frame-interface.ts';

export { ActionError } from './connection.ts';
export type { UiProps } from './frame-interface.ts';

/** What a component knows, wherever in its tree it is. */
export interface PluginContext<Context> extends UiProps<Context> {
  /** Asks `getContext` of the plugin again; every component of the frame is rendered with what it returns. */
  refresh(): Promise<Context>;
}

/**
 * What the component gets as props, for components further down, and how to refresh it.
 *
 * @returns The context and the params as they are now.
 *
 * @example
 * ```tsx
 * 'use client';
 *
 * import { usePluginContext } from 'plexi-plugin/ui';
 *
 * export function City() {
 *   const { context, refresh } = usePluginContext<{ city: string }>();
 *   return <button onClick={() => refresh()}>{context.city}</button>;
 * }
 * ```
 */
export function usePluginContext<Context = JsonValue>(): PluginContext<Context> {
  const { connected } = getFrame('usePluginContext');
  const state = useSyncExternalStore((listener) => connected?.onState(listener) ?? doNothing, () => connected?.state);
  return { context: state?.context as Context, params: state?.params ?? {}, refresh: refreshContext };
}

function doNothing(): void {
  // Before the page has started the frame there is nothing to listen to.
}

/**
 * Calls `handleAction` of the plugin.
 *
 * @param action - The name of the action: 1 to 100 characters.
 * @param data - JSON for the plugin; default: `null`.
 * @returns What the plugin returned. Its type is the author's word.
 * @throws {@link ActionError} when the plugin failed, or the host refused.
 *
 * @example
 * ```tsx
 * 'use client';
 *
 * import { callAction } from 'plexi-plugin/ui';
 *
 * export function Refresh() {
 *   return <button onClick={() => callAction('refresh', { city: 'Oslo' })}>Refresh</button>;
 * }
 * ```
 */
export async function callAction<Result = JsonValue>(action: string, data: unknown = null): Promise<Result> {
  const connection = await getFrame('callAction').connection;
  return (await connection.callAction(action, data as JsonValue)) as Result;
}

/**
 * Reads the context without React, for the scripts of pages.
 *
 * @returns What `getContext` of the plugin returned last. Its type is the author's word.
 */
export async function getContext<Context = JsonValue>(): Promise<Context> {
  const connection = await getFrame('getContext').connection;
  await connection.started;
  return connection.state?.context as Context;
}

/**
 * Asks `getContext` of the plugin again.
 *
 * @returns What it returned. Its type is the author's word.
 * @throws {@link ActionError} when the plugin failed, or the host refused.
 */
export async function refreshContext<Context = JsonValue>(): Promise<Context> {
  const connection = await getFrame('refreshContext').connection;
  return (await connection.refresh()) as Context;
}

/** Hears what is pushed to a frame. */
export type MessageListener<Data> = (data: Data) => void;

/**
 * Listens to what the plugin pushes to its frames with `pages.push`, as long as the component is there.
 *
 * @param listener - Called with each message. Its type is the author's word.
 *
 * @example
 * ```tsx
 * 'use client';
 *
 * import { useState } from 'react';
 * import { usePluginMessages } from 'plexi-plugin/ui';
 *
 * export function News() {
 *   const [news, setNews] = useState('');
 *   usePluginMessages<{ news: string }>((pushed) => setNews(pushed.news));
 *   return <p>{news}</p>;
 * }
 * ```
 */
export function usePluginMessages<Data = JsonValue>(listener: MessageListener<Data>): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => onMessage((data) => { latest.current(data as Data); }), []);
}

/**
 * Listens to what the plugin, or the page, pushes to this frame.
 *
 * @param listener - Called with each message.
 * @returns Stops listening.
 *
 * @example
 * ```tsx
 * 'use client';
 *
 * import { useEffect, useState } from 'react';
 * import { onMessage } from 'plexi-plugin/ui';
 *
 * export function Log() {
 *   const [lines, setLines] = useState<readonly string[]>([]);
 *   useEffect(() => onMessage((data) => setLines((before) => [...before, String(data)])), []);
 *   return <pre>{lines.join('\n')}</pre>;
 * }
 * ```
 */
export function onMessage(listener: (data: JsonValue) => void): () => void {
  const stopped = new AbortController();
  void getFrame('onMessage').connection.then((connection) => {
    if (!stopped.signal.aborted) stopped.signal.addEventListener('abort', connection.onMessage(listener));
  });
  return () => {
    stopped.abort();
  };
}
