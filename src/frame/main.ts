import * as React from 'react';
import * as ReactDom from 'react-dom';
import * as ReactJsxRuntime from 'react/jsx-runtime';
import { createConnection, type Connection } from './connection.ts';
import type { Components, PlexiFrame } from './frame-interface.ts';
import * as ui from './index.ts';
import { renderComponent } from './render-component.ts';
import { reportProblems, watchHeight } from './report.ts';
import { submitForms } from './submit-forms.ts';
import { applyTheme } from './theme.ts';

// The first script of every frame: it brings what components need, and waits for the page to hand over a port.
let components: Components = {};
let connected: Connection | undefined;

const connection = new Promise<Connection>((resolve) => {
  addEventListener('message', function open(event) {
    // The page stands two above: the guard between has no script.
    const [port] = event.ports;
    if (event.source !== parent.parent || port === undefined) return;
    removeEventListener('message', open);
    const made = createConnection(port, {
      applyTheme,
      start(component) {
        if (component !== '') renderComponent(components, component, made);
        watchHeight(made);
      },
    });
    connected = made;
    reportProblems(made);
    made.send({ type: 'ready' });
    resolve(made);
  });
});

const frame: PlexiFrame = {
  version: 1,
  modules: { react: React, 'react/jsx-runtime': ReactJsxRuntime, 'react-dom': ReactDom, 'plexi-plugin/ui': ui },
  register(registered) {
    components = registered;
  },
  connection,
  get connected() {
    return connected;
  },
};

submitForms();
Object.defineProperty(globalThis, '__plexiFrame', { value: frame });
