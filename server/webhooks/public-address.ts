import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Networks that are not the public internet (IANA's registries of special-purpose addresses). */
const PRIVATE: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 4, 'ipv4'],
  ['240.0.0.0', 4, 'ipv4'],
];

/** The part of IPv6 that is given out to the public, and what in it leads elsewhere. */
const GLOBAL: readonly (readonly [string, number])[] = [['2000::', 3]];
const NOT_GLOBAL: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const privateV4 = new BlockList();
for (const [network, bits, family] of PRIVATE) privateV4.addSubnet(network, bits, family);
const globalV6 = new BlockList();
for (const [network, bits] of GLOBAL) globalV6.addSubnet(network, bits, 'ipv6');
const notGlobalV6 = new BlockList();
for (const [network, bits] of NOT_GLOBAL) notGlobalV6.addSubnet(network, bits, 'ipv6');

/** Whether an IP address lies in the public internet; what is none does not. IPv4 dressed up as IPv6 does not either. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !privateV4.check(address, 'ipv4');
  if (!isIPv6(address)) return false;
  return globalV6.check(address, 'ipv6') && !notGlobalV6.check(address, 'ipv6');
}
