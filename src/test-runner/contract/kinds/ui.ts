import type { JsonValue } from '../../../../sdk/runtime-interface.ts';
import type { UiRequest } from '../../../../sdk/ui-component.ts';
import { LONGEST_PAGE_MESSAGE } from '../../../core/ui/channel.ts';
import { parseUi, type UiFrame } from '../../../core/ui/ui-files.ts';
import { listContributed } from '../../../host/extension-points/contribution.ts';
import { componentType, type UiItem } from '../../../host/extension-points/ui.ts';
import type { LiveTestHost } from '../../live-test-host.ts';
import type { StageReport } from '../../stage/stage-report.ts';
import { attempt, quote } from '../attempt.ts';
import { checkAccess } from '../check-access.ts';
import { checkPage } from '../check-page.ts';
import type { ContractContext, Finding } from '../contract.ts';
import { defineChecks } from '../define-checks.ts';
import { openStage, type Stage } from '../open-stage.ts';
import { STRAY_VALUES } from '../sample-values.ts';

const MOST_PRESSES = 10;
const MOST_ANSWERS = 20;

// What the stage does not have, or has without a meaning: a component that works with it is for a browser to judge.
const BEYOND_STAGE = /\.getContext\(|\.animate\(|\bAudioContext\b|\bWorker\(|\bindexedDB\b|\bgetSelection\(|\bcreateRange\(|\bDOMParser\b|\bcustomElements\b|\bXMLSerializer\b|\bcreateTreeWalker\(|\bnew (?:Image|Audio|FileReader|DataTransfer|Path2D|OffscreenCanvas)\b|\bcreatePortal\b/;
const MISSING = /is not defined|not a function|cannot read property/;

/** What a user interface must do. */
export const uiChecks = [
  ...defineChecks('PLX4318', [
    {
      name: 'shows something',
      proves: 'It has a component at a mount point, and the script of the component holds it: what a page would put into a frame can be made.',
      async run({ start }) {
        const host = await start();
        const items = listItems(host);
        if (items.length === 0) return { reason: 'it has no component' };
        for (const item of items) {
          await host.ui.getFrame(item);
          if (findFrame(host, item)?.exports.includes(componentOf(item)) !== true) return { reason: `the script has no component "${componentOf(item)}"` };
        }
        return undefined;
      },
    },
    {
      name: 'has something to show for everybody',
      proves: '"getContext" returns JSON that fits into one message for a user, for another one and for nobody, before anything has happened.',
      needs: 'shows something',
      async run({ start }) {
        const host = await start();
        for (const item of listItems(host)) {
          for (const request of listRequests(host, item)) {
            const context = await host.ui.getContext(item, request);
            if (JSON.stringify(context).length > LONGEST_PAGE_MESSAGE) return { reason: `what "getContext" returns has more than ${String(LONGEST_PAGE_MESSAGE)} characters` };
          }
        }
        return undefined;
      },
    },
    {
      name: 'is safe from whatever a browser sends',
      proves: '"handleAction" takes actions that there are not, and data of every type, from users and from nobody: it does something, or refuses with an error of its own.',
      needs: 'has something to show for everybody',
      async run({ start }) {
        const host = await start();
        for (const item of listItems(host).filter(() => hasHook(host, 'handleAction'))) {
          for (const action of ['no-such-action', '__proto__', 'constructor', ...listActionNames(host, item)]) {
            for (const data of [...STRAY_VALUES, { __proto__x: 1 }, 'x'.repeat(4_000), 2_147_483_647]) {
              for (const request of listRequests(host, item).slice(1)) {
                await attempt(host, `with the action "${action}" and ${quote(data)}`, () => host.ui.handleAction(item, action, data, request));
              }
            }
          }
        }
        return undefined;
      },
    },
    {
      name: 'comes and goes without a trace',
      proves: 'The component is shown for a user and for nobody, its buttons are pressed and answered by the plugin, and it is taken off again: nothing breaks down or is written as an error, and no listener and no timer stays behind. It runs in the sandbox with React, over a document without layout; what draws on a canvas or uses other parts of a browser is not judged.',
      needs: 'has something to show for everybody',
      run: (context) => performEach(context, judgeLife),
    },
  ]),
  ...defineChecks('PLX4319', [
    {
      name: 'can be used by everybody',
      proves: 'Buttons, links, fields and pictures have names, roles and ids are right, and what can be clicked can be reached with the keyboard, for a user and for nobody. Contrast, focus and sizes need a browser, and are not judged.',
      needs: 'comes and goes without a trace',
      run: (context) => performEach(context, async (stage, _host, _item, context_) => {
        await stage.open(context_.component, context_.value);
        return checkAccess((await stage.show()).shown);
      }),
    },
  ]),
  ...defineChecks('PLX4332', [
    {
      name: 'has pages that work in a frame',
      proves: 'Each static page has a title and a language, its pictures and fields have names, its links lead to places on the same page, and no script stands in an attribute, where the policy of frames does not let it run.',
      async run({ plugin: { source: { manifest, ui } } }) {
        if (ui === undefined || (manifest.ui_pages ?? []).length === 0) return Promise.resolve(undefined);
        for (const [name, { page }] of parseUi(ui).pages) {
          const reason = page === undefined ? undefined : checkPage(page);
          if (reason !== undefined) return Promise.resolve({ reason: `${reason} (page "${name}")` });
        }
        return Promise.resolve(undefined);
      },
    },
  ]),
];

function listItems(host: LiveTestHost): readonly UiItem[] {
  const mountPoints = new Set(listContributed(host.extensions, componentType).map(({ options: { mountPoint } }) => mountPoint));
  return [...mountPoints].flatMap((mountPoint) => host.ui.list(mountPoint));
}

function listRequests(host: LiveTestHost, { frame }: UiItem): readonly UiRequest[] {
  const own = listContributed(host.extensions, componentType).find(({ options: { module, component } }) => `${module}:${component}` === frame);
  const mountPoint = own?.options.mountPoint ?? 'app';
  const user = (id: string): UiRequest => ({ mountPoint, user: { id, permissions: [] }, params: {} });
  return [{ ...user('bob'), params: { channelId: 'general' } }, user('alice'), { mountPoint, params: {} }];
}

function hasHook(host: LiveTestHost, hook: string): boolean {
  return host.plugin.entries.some(({ hooks }) => hooks.includes(hook));
}

function componentOf({ frame }: UiItem): string {
  return frame.slice(frame.indexOf(':') + 1);
}

function findFrame({ extensions }: LiveTestHost, { plugin, frame }: UiItem): UiFrame | undefined {
  const source = extensions.list().find((extension) => extension.plugin === plugin)?.source;
  return source?.ui === undefined ? undefined : parseUi(source.ui).modules.get(frame.slice(0, frame.indexOf(':')));
}

// What a component calls is written in its script.
function listActionNames(host: LiveTestHost, item: UiItem): readonly string[] {
  const script = findFrame(host, item)?.scripts.join('\n') ?? '';
  return [...new Set([...script.matchAll(/callAction\)?\(\s*["'`]([\w.:-]{1,100})["'`]/g)].map(([, name = '']) => name))];
}

interface Shown {
  readonly component: string;
  readonly value: JsonValue;
  readonly request: UiRequest;
}

type Judge = (stage: Stage, host: LiveTestHost, item: UiItem, shown: Shown) => Promise<string | undefined>;

/** Gives each component a stage of its own, for somebody and for nobody. */
async function performEach({ start, engine }: ContractContext, judge: Judge): Promise<Finding | undefined> {
  const host = await start();
  for (const item of listItems(host)) {
    const frame = findFrame(host, item);
    if (frame === undefined) continue;
    for (const request of listRequests(host, item).slice(1)) {
      const stage = await openStage(engine, item.plugin, frame);
      const value = await host.ui.getContext(item, request);
      const reason = await judge(stage, host, item, { component: componentOf(item), value, request }).finally(() => stage.close());
      const isBeyond = reason !== undefined && MISSING.test(reason) && BEYOND_STAGE.test(frame.scripts.join('\n'));
      if (reason !== undefined && !isBeyond) return { reason: `${reason} (${componentOf(item)}, for ${request.user === undefined ? 'nobody' : 'a user'})` };
    }
  }
  return undefined;
}

async function judgeLife(stage: Stage, host: LiveTestHost, item: UiItem, { component, value, request }: Shown): Promise<string | undefined> {
  const before = await stage.open(component, value);
  const shown = await stage.show();
  if (shown.problems[0] !== undefined) return `it breaks down when it is shown: ${shown.problems[0]}`;
  const pressed = await pressAll(stage, host, item, request, shown);
  if (pressed !== undefined) return pressed;
  const after = await stage.hide();
  if (after.problems[0] !== undefined) return `it breaks down when it is taken off: ${after.problems[0]}`;
  return after.held > before.held ? `it leaves ${String(after.held - before.held)} of its listeners and timers behind when it is taken off` : undefined;
}

async function pressAll(stage: Stage, host: LiveTestHost, item: UiItem, request: UiRequest, first: StageReport): Promise<string | undefined> {
  let report = await answerAll(stage, host, item, request, first);
  for (let at = 0; at < Math.min(MOST_PRESSES, report.buttons); at++) {
    report = await answerAll(stage, host, item, request, await stage.press(at));
    if (report.problems[0] !== undefined) return `it breaks down when a button is pressed: ${report.problems[0]}`;
  }
  return undefined;
}

// The plugin itself answers, as it does in a host.
async function answerAll(stage: Stage, host: LiveTestHost, item: UiItem, request: UiRequest, first: StageReport): Promise<StageReport> {
  let report = first;
  for (let count = 0; count < MOST_ANSWERS && report.actions.length > 0; count++) {
    const [asked, ...others] = report.actions;
    if (asked === undefined) break;
    const what = asked.action === undefined ? 'when it is to show itself anew' : `with the action "${asked.action}"`;
    const { result, refusal } = await attempt(host, what, () => (asked.action === undefined ? host.ui.getContext(item, request) : host.ui.handleAction(item, asked.action, asked.data as JsonValue, request)));
    const next = await stage.answer(asked, refusal === undefined ? { value: result ?? null } : { failure: refusal.message });
    report = { ...next, actions: [...others, ...next.actions], problems: [...report.problems, ...next.problems] };
  }
  return report;
}
