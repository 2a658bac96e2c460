/** Why a file is not packed: never, because it could harm; or not by default, because no host needs it. */
export type Exclusion = 'secret' | 'forbidden' | 'default';

// Passwords and private keys, by the names that tools give them. In any folder, in any case.
const SECRET = compileNames([
  '.env', '.env.*', '*.env', '.envrc', '*.pem', '*.key', '*.p8', '*.p12', '*.pfx', '*.jks', '*.keystore', '*.ppk', '*.kdbx',
  'id_rsa', 'id_dsa', 'id_ecdsa', 'id_ecdsa_sk', 'id_ed25519', 'id_ed25519_sk', '.ssh', '.aws', '.azure', '.gcloud', '.gnupg', '.kube', '.docker',
  '.netrc', '_netrc', '.pypirc', '.git-credentials', '.htpasswd', '.pgpass', '.my.cnf',
  'credentials', 'credentials.json', 'credentials.yaml', 'credentials.yml', 'credentials.ini', 'credentials.csv', 'service-account*.json', 'secrets', 'secrets.json', 'secrets.yaml', 'secrets.yml', 'secrets.toml',
  '*.tfstate', '*.tfstate.backup', '.vault-token',
]);

// Names that look like secrets and are made to be shared.
const HARMLESS = compileNames(['.env.example', '.env.sample', '.env.template', '*.example.env', '*.sample.env']);

// Version control, installed packages and the accounts of package managers, and archives: never what somebody wants to pack.
const FORBIDDEN = compileNames(['.git', '.hg', '.svn', '.bzr', '.jj', '_darcs', 'CVS', 'node_modules', '.npmrc', '.yarnrc', '.yarnrc.yml', '*.plx', '*.plx.*.tmp']);

// Work on the plugin, not the plugin. `files` in the manifest brings one back by its full name.
const BY_DEFAULT = compileNames([
  // editors and operating systems
  '.idea', '.vscode', '.vs', '.fleet', '.zed', '*.sublime-*', '*.swp', '*.swo', '*~', '.#*', '#*#', '*.orig', '*.rej', '*.bak', '*.tmp', '*.log',
  '.DS_Store', '._*', '.AppleDouble', '.Spotlight-V100', '.Trashes', 'Thumbs.db', 'ehthumbs.db', 'desktop.ini', '$RECYCLE.BIN', '.directory', '.fuse_hidden*', '.nfs*',
  // tests and what they leave
  'test', 'tests', '__tests__', '__mocks__', '__snapshots__', '*.test.*', '*.spec.*', 'coverage', '.nyc_output', '.c8',
  // tools, their settings and caches
  '.github', '.gitlab', '.gitlab-ci.yml', '.circleci', '.travis.yml', '.husky', '.changeset', '.devcontainer', '.gitignore', '.gitattributes', '.gitmodules', '.gitkeep', '.mailmap',
  '.editorconfig', '.eslintrc*', '.eslintignore', 'eslint.config.*', '.prettierrc*', '.prettierignore', 'prettier.config.*', 'biome.json', 'biome.jsonc', '.nvmrc', '.node-version', '.tool-versions',
  'tsconfig.json', 'tsconfig.*.json', '*.tsbuildinfo', 'vitest.config.*', 'vite.config.*', 'jest.config.*', '.npmignore', '.dockerignore', 'Dockerfile', 'docker-compose.*', 'Makefile',
  'package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'bun.lock', 'bun.lockb', 'deno.lock',
  '.cache', '.turbo', '.nx', '.parcel-cache', '.yarn', '.pnpm-store', '__pycache__', '.pytest_cache', '.mypy_cache', '.venv',
  // sources: the bundle is made of them
  '*.ts', '*.tsx', '*.mts', '*.cts',
]);

// Only beside the manifest: a folder of assets may have files with these names.
const AT_ROOT = compileNames(['package.json', 'dist']);

/**
 * Says why a path is not packed.
 *
 * @param path - Relative to the plugin's folder, with `/`. Its folders count as well.
 * @param named - A file or folder at or above the path that somebody asked for by its full name: what
 *   is left out by default is judged below it only.
 */
export function findExclusion(path: string, named?: string): Exclusion | undefined {
  if (SECRET(path) && path.split('/').some((name) => SECRET(name) && !HARMLESS(name))) return 'secret';
  if (FORBIDDEN(path)) return 'forbidden';
  const judged = named === undefined ? path : path.slice(named.length + 1);
  const isAtRoot = named === undefined && AT_ROOT(path.slice(0, (path + '/').indexOf('/')));
  return isAtRoot || BY_DEFAULT(judged) ? 'default' : undefined;
}

/**
 * Tests whether a path, or a folder on the way to it, has one of these names, in any case. Every file of a plugin is looked up
 * here, those of a folder one after another: so names are looked up in a set, endings in one expression, and the last folder is known.
 */
function compileNames(patterns: readonly string[]): (path: string) => boolean {
  const lower = patterns.map((pattern) => pattern.toLowerCase());
  const names = new Set(lower.filter((pattern) => !pattern.includes('*')));
  const endings = lower.filter((pattern) => pattern.lastIndexOf('*') === 0).map((pattern) => toSource(pattern.slice(1)));
  const others = lower.filter((pattern) => pattern.lastIndexOf('*') > 0).map(toSource);
  const expression = new RegExp(`${anyOf(endings)}$|^${anyOf(others)}$`, 's');
  let last = { folder: '', isMeant: false };
  return function isMeant(path) {
    const end = path.lastIndexOf('/');
    const name = path.slice(end + 1).toLowerCase();
    if (names.has(name) || expression.test(name)) return true;
    if (end <= 0) return false;
    const folder = path.slice(0, end);
    if (folder !== last.folder) last = { folder, isMeant: isMeant(folder) };
    return last.isMeant;
  };
}

function anyOf(sources: readonly string[]): string {
  return sources.length === 0 ? '(?!)' : `(?:${sources.join('|')})`;
}

function toSource(pattern: string): string {
  return pattern.replace(/[\\^$.|+()[\]{}]/g, '\\$&').replaceAll('*', '.*');
}
