import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAddressCheck } from '../../../../src/host/http/public-address.ts';

const isPublic = createAddressCheck();

const PUBLIC = ['93.184.215.14', '1.1.1.1', '172.15.255.255', '172.32.0.0', '100.63.255.255', '100.128.0.0', '223.255.255.255', '2606:4700:4700::1111', '2a00:1450:4001:82a::200e'];
const PRIVATE = [
  '0.0.0.0', '10.0.0.1', '100.64.0.1', '127.0.0.1', '127.255.255.254', '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.0.0.8', '192.0.2.1', '192.168.1.1',
  '198.18.0.1', '198.51.100.1', '203.0.113.1', '224.0.0.1', '240.0.0.1', '255.255.255.255',
  '::', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:8.8.8.8', '::127.0.0.1', '64:ff9b::7f00:1', '64:ff9b:1::1', '100::1', '2001::1', '2001:db8::1', '2002:7f00:1::', '3fff::1',
  'fc00::1', 'fd12:3456::1', 'fe80::1', 'fe80::1%eth0', 'fec0::1', 'ff02::1', '5f00::1',
];

describe('an address', () => {
  for (const address of PUBLIC) test(`${address} is public`, () => { expect(isPublic(address)).toBe(true); });
  for (const address of PRIVATE) test(`${address} is not`, () => { expect(isPublic(address)).toBe(false); });

  test('of IPv4 inside of IPv6 is never public: it is written as what it is, or not at all', () => {
    fc.assert(fc.property(fc.ipV4(), (address) => {
      expect(isPublic(`::ffff:${address}`)).toBe(false);
      expect(isPublic(`::${address}`)).toBe(false);
    }));
  });

  test('that is no address is not public', () => {
    fc.assert(fc.property(fc.string(), (text) => { expect(isPublic(`x${text}`)).toBe(false); }));
  });
});
