import { hashScript, renderContentPolicy } from './content-policy.ts';

/** What one frame shows. */
export interface FrameParts {
  /** The script of the tool that talks to the page; it runs first. */
  readonly runtime: string;
  /** The plugin's scripts, in order. */
  readonly scripts: readonly string[];
  readonly style?: string | undefined;
  /** A whole page instead of a component: its scripts are among `scripts`, in their places in its text. */
  readonly page?: string | undefined;
}

/** A document to put into a sandboxed frame. */
export interface FrameDocument {
  /** For `srcdoc`, or to serve under the policy. */
  readonly html: string;
  /** The content security policy; the document states it as well. */
  readonly policy: string;
}

/**
 * Renders the document of a frame: a guard, and the plugin's own document inside of it.
 *
 * A sandboxed document may still navigate itself, and the address it goes to can carry data out; which addresses a frame
 * may go to is a matter of the policy around it. So there is one, without a script of its own. Measured in Chromium: with
 * the guard no request leaves, without it one does.
 */
export function renderFrameDocument(parts: FrameParts): FrameDocument {
  const policy = renderContentPolicy([parts.runtime, ...parts.scripts].map(hashScript));
  const inner = renderInner(parts, policy);
  const style = 'html,body,iframe{margin:0;border:0;width:100%;height:100%;display:block;background:transparent}html,body{overflow:hidden}';
  const html = `${renderHead(policy)}<style>${style}</style><body><iframe sandbox="allow-scripts" title="plugin" srcdoc="${escapeAttribute(inner)}"></iframe></body>`;
  return { html, policy };
}

function renderInner({ runtime, scripts, style, page }: FrameParts, policy: string): string {
  const head = `${renderHead(policy)}<script>${runtime}</script>`;
  if (page !== undefined) return `${head}${page}`;
  const rendered = scripts.map((script) => `<script>${script}</script>`).join('');
  return `${head}<style>${COMPONENT_STYLE}${style ?? ''}</style><body><div id="root"></div>${rendered}</body>`;
}

// A component begins as a part of the page would, and fills its place.
const COMPONENT_STYLE = 'body{margin:0;color:var(--plexi-color-text,#1f2328);font-family:var(--plexi-font-family,system-ui,sans-serif)}\n';

// Once it is off, no element of the document can switch the look-up of names on again, which would tell them to a server.
function renderHead(policy: string): string {
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy)}"><meta http-equiv="x-dns-prefetch-control" content="off"><meta name="referrer" content="no-referrer">`;
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}
