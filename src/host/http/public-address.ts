import { BlockList, isIP } from 'node:net';

// IANA special-purpose address registries: what is no address of the internet, or leads to one that is not.
const PRIVATE_4 = [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24],
  ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const;
// Inside of 2000::/3, all that is given out: tunnels to IPv4 (Teredo, 6to4) may end anywhere.
const PRIVATE_6 = [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]] as const;

/** Makes the function that says whether an address, written as numbers, is one of the public internet. */
export function createAddressCheck(): (address: string) => boolean {
  const refused = new BlockList();
  const global = new BlockList();
  for (const [net, prefix] of PRIVATE_4) refused.addSubnet(net, prefix, 'ipv4');
  for (const [net, prefix] of PRIVATE_6) refused.addSubnet(net, prefix, 'ipv6');
  global.addSubnet('2000::', 3, 'ipv6');
  return (address) => {
    const family = isIP(address);
    if (family === 4) return !refused.check(address, 'ipv4');
    return family === 6 && !address.includes('%') && global.check(address, 'ipv6') && !refused.check(address, 'ipv6');
  };
}
