import { Component, createElement, useSyncExternalStore, type ComponentType, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Connection } from './connection.ts';
import type { Components, UiProps } from './frame-interface.ts';
import { describeError } from './report.ts';

/** Shows a component of the plugin's script, and reports when it breaks down. */
export function renderComponent(components: Components, name: string, connection: Connection): void {
  const onCrash = (error: unknown): void => {
    connection.send({ type: 'crash', message: describeError(error) });
  };
  const root = document.getElementById('root');
  const component = Object.hasOwn(components, name) ? components[name] : undefined;
  if (root === null || component === undefined) {
    onCrash(`the script has no component "${name}"`);
    return;
  }
  // One function for all renders: with a new one React would subscribe again.
  const listen = (listener: () => void): (() => void) => connection.onState(listener);
  function Live(): ReactNode {
    const state = useSyncExternalStore(listen, () => connection.state);
    return createElement(component as ComponentType<UiProps>, { context: state?.context ?? null, params: state?.params ?? {} });
  }
  createRoot(root).render(createElement(Boundary, { onCrash }, createElement(Live)));
}

interface BoundaryProps {
  readonly onCrash: (error: unknown) => void;
  readonly children?: ReactNode;
}

class Boundary extends Component<BoundaryProps, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { readonly isBroken: boolean } {
    return { isBroken: true };
  }

  override componentDidCatch(error: unknown): void {
    this.props.onCrash(error);
  }

  override render(): ReactNode {
    return this.state.isBroken ? null : this.props.children;
  }
}
