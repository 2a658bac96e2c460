import { isPermissionName, PERMISSIONS, type PermissionName } from '../permissions/catalog.ts';
import { HOST_EVENTS, HOST_METHODS } from '../permissions/methods.ts';

/** Renders the reference of permissions, as Markdown, from their catalogue and the table of host methods. */
export function renderPermissionsPage(): string {
  const names = Object.keys(PERMISSIONS).filter(isPermissionName);
  return [
    '# Permissions',
    'A plugin can do only what its manifest asks for and the person who installs it grants. Generated from the catalogue.',
    '```json\n"permissions": [\n  "messages.read",\n  { "permission": "external.api", "hosts": ["api.example.com"], "reason": "Fetches the forecast." }\n]\n```',
    ['| permission | risk | what the person who grants it reads | allows |', '|---|---|---|---|', ...names.map(renderRow)].join('\n'),
    `Without any permission: ${listMethods(null).join(', ')}.`,
    '## Optional permissions',
    'What a plugin can do without is listed under `optional_permissions`, in the same form. It is not granted when the plugin is installed, unless it is named then; the plugin asks for it while it runs: [Optional permissions](../guide/services.md#optional-permissions).',
    '## Other ways to write them',
    '`messages:read` is the same as `messages.read`. `plugin:read` and `plugin:write` are a plugin’s own storage and settings, which every plugin has: they need not be asked for.',
    '## Hosts',
    '`external.api` is narrowed with `hosts`: `api.example.com` is that host alone, `*.example.com` every subdomain of it, but not `example.com` itself. `*` and `*.com` name nobody and are refused. So are schemes, paths and IP addresses. Without a port a host covers those of HTTPS and HTTP, 443 and 80; `api.example.com:8443` covers that port alone. `"methods": ["GET"]` narrows it to methods. Redirects are held against all of it.',
    '## Permissions of a plugin’s own',
    'What a plugin asks of the users of its routes and commands it names in `defines_permissions`; administrators grant it to users. Such a name begins with the plugin’s own word, such as `weather.create`: the first words of the host’s permissions are the host’s.',
    '',
  ].join('\n\n').trimEnd() + '\n';
}

function renderRow(name: PermissionName): string {
  const { title, risk, consequence } = PERMISSIONS[name];
  const events = Object.entries(HOST_EVENTS).flatMap(([event, { permission }]) => (permission === name ? [`\`${event}\` events`] : []));
  return `| \`${name}\` | ${risk} | **${title}.** ${consequence} | ${[...listMethods(name), ...events].join(', ')} |`;
}

function listMethods(needed: PermissionName | null): readonly string[] {
  return Object.entries(HOST_METHODS).flatMap(([method, permission]) => (permission === needed ? [`\`${method}\``] : []));
}
