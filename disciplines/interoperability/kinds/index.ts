import type { Kind } from '@callosum/kernel';
import { codeMap } from './code-map.ts';
import { environment } from './environment.ts';
import { interfaceTest } from './interface-test.ts';
import { interfaceGap } from './interface-gap.ts';
import { interfaceKind } from './interface.ts';
import { mapping } from './mapping.ts';
import { messageProfile } from './message-profile.ts';
import { queue } from './queue.ts';
import { system } from './system.ts';
import { testEndpoint } from './test-endpoint.ts';

/** In the order the navigation shows them. */
export const KINDS: readonly Kind[] = [
  system,
  interfaceKind,
  messageProfile,
  interfaceGap,
  mapping,
  codeMap,
  interfaceTest,
  queue,
  testEndpoint,
  environment,
];
