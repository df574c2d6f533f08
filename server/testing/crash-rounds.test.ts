import { expect, test } from 'vitest';
import { crashRounds } from './crash-rounds.ts';

const ROUNDS = 20;

test(
  'killing the server and PostgreSQL at random moments loses no acknowledged write and leaves a ledger that verifies',
  { timeout: 180_000 },
  async () => {
    const report = await crashRounds(ROUNDS);
    expect(report).toMatchObject({ faults: [], lost: [], ledger: { ok: true } });
    expect(report.killed.server).toBe(ROUNDS);
    expect(report.acknowledged).toBeGreaterThan(ROUNDS);
    expect(report.ledger.events).toBeGreaterThanOrEqual(report.acknowledged);
  },
);
