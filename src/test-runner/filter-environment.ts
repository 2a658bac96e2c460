/**
 * The environment that code of a plugin's author may see: everything but what is plexi-plugin's own (signing keys,
 * tokens, addresses of registries) and what another vitest left behind.
 */
export function filterEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(PLEXI_|VITEST)/i.test(name)));
}
