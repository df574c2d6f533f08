import { retentionSchedule } from '@callosum/foundation';
import { expect, test } from 'vitest';
import { registry } from '../composition.ts';

test('the retention schedule names kinds there are, and dates they have', () => {
  expect(retentionSchedule.rules.length).toBeGreaterThan(0);
  for (const { about, from } of retentionSchedule.rules) {
    expect([about, registry.kinds.get(about)?.fields[from]?.type]).toEqual([about, 'date']);
  }
});
