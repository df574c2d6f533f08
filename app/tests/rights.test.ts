import { buildMatrix, describeMatrix } from '@callosum/server/testing/matrix';
import { describe, inject } from 'vitest';
import { registry } from '../composition.ts';

describe('every role, every kind of every discipline, every action and channel', () => {
  // What these hold has a shape of its own, which no example is made for.
  describeMatrix(() => buildMatrix(inject('cluster'), registry), ['redaction', 'gateDecision']);
});
