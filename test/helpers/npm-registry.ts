import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { encodeTarHeader, paddingOf, TAR_END } from '../../src/core/archive/tar.ts';

/** An npm registry on this machine with a few empty packages. */
export interface NpmRegistry extends AsyncDisposable {
  /** Environment in which npm knows nothing but this registry. */
  environment(home: string): Readonly<Record<string, string>>;
}

/** Serves packages by name and version; every other one is not found. */
export async function createNpmRegistry(packages: Readonly<Record<string, string>>): Promise<NpmRegistry> {
  const server = createServer((request, response) => {
    const [name = '', file] = decodeURIComponent(request.url ?? '').slice(1).split('/-/');
    const version = packages[name];
    const address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    if (version === undefined) response.writeHead(404).end('{"error":"not found"}');
    else if (file === undefined) response.end(JSON.stringify(describePackage(name, version, address)));
    else response.end(packPackage(name, version));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    environment: (home) => createNpmEnvironment(home, `http://127.0.0.1:${String(port)}/`),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Environment in which npm reads no configuration but this. */
export function createNpmEnvironment(home: string, registry: string): Readonly<Record<string, string>> {
  return { HOME: home, USERPROFILE: home, npm_config_userconfig: `${home}/npmrc`, npm_config_globalconfig: `${home}/global-npmrc`, npm_config_cache: `${home}/cache`, npm_config_registry: registry };
}

function describePackage(name: string, version: string, address: string): object {
  const tarball = packPackage(name, version);
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  const facts = { name, version, dist: { tarball: `${address}/${name}/-/${name}-${version}.tgz`, integrity } };
  return { name, 'dist-tags': { latest: version }, versions: { [version]: facts } };
}

function packPackage(name: string, version: string): Buffer {
  const bytes = Buffer.from(JSON.stringify({ name, version }));
  const header = encodeTarHeader({ path: 'package/package.json', size: bytes.length, mode: '0644' });
  return gzipSync(Buffer.concat([header, bytes, Buffer.alloc(paddingOf(bytes.length) + TAR_END)]));
}
