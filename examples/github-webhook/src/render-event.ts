/** What the plugin reads of a webhook. GitHub sends much more: https://docs.github.com/webhooks/webhook-events-and-payloads */
export interface GitHubEvent {
  readonly action?: string;
  readonly repository?: { readonly full_name: string };
  readonly sender?: { readonly login: string };
  readonly ref?: string;
  readonly commits?: readonly { readonly id: string; readonly message: string }[];
  readonly pull_request?: Item & { readonly merged: boolean };
  readonly issue?: Item;
  readonly release?: { readonly tag_name: string; readonly html_url: string };
}

interface Item {
  readonly number: number;
  readonly title: string;
  readonly html_url: string;
}

const MOST_COMMITS = 3;
const LONGEST_SUBJECT = 100;

/**
 * Says what happened.
 *
 * @param name - What the header `X-GitHub-Event` says.
 * @returns The text of a message; `undefined` for what nobody needs to read.
 */
export function renderEvent(name: string, event: GitHubEvent): string | undefined {
  const what = describe(name, event);
  return what && `[${event.repository?.full_name ?? 'GitHub'}] ${event.sender?.login ?? 'somebody'} ${what}`;
}

function describe(name: string, { action = '', ref = '', commits = [], pull_request: pull, issue, release }: GitHubEvent): string | undefined {
  switch (name) {
    case 'ping':
      return 'has connected this channel';
    case 'push':
      return ref.startsWith('refs/heads/') && commits.length > 0 ? describePush(ref.slice('refs/heads/'.length), commits) : undefined;
    case 'pull_request':
      if (pull === undefined || !['opened', 'closed', 'reopened'].includes(action)) return undefined;
      return `${action === 'closed' && pull.merged ? 'merged' : action} pull request ${describeItem(pull)}`;
    case 'issues':
      return issue && ['opened', 'closed', 'reopened'].includes(action) ? `${action} issue ${describeItem(issue)}` : undefined;
    case 'release':
      return release && action === 'published' ? `released ${release.tag_name}: ${release.html_url}` : undefined;
    default:
      return undefined;
  }
}

function describePush(branch: string, commits: NonNullable<GitHubEvent['commits']>): string {
  const shown = commits.slice(-MOST_COMMITS).map(({ id, message }) => `\n  ${id.slice(0, 7)} ${message.split('\n', 1)[0]?.slice(0, LONGEST_SUBJECT)}`);
  return `pushed ${commits.length === 1 ? '1 commit' : `${commits.length} commits`} to ${branch}${shown.join('')}`;
}

function describeItem({ number, title, html_url: url }: Item): string {
  return `#${number} “${title}”: ${url}`;
}
