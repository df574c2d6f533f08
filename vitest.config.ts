import { defineConfig } from 'vitest/config';

// Three projects, so that a pure test never waits for a database and a browser test shares its cores with one other at most.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          include: ['{kernel,engines,disciplines,web,tools}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', '**/server/**'],
          isolate: false,
          // Property tests compute for as long as the machine lets them.
          testTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'server',
          include: ['{server,app}/**/*.test.ts', 'disciplines/*/server/**/*.test.ts'],
          globalSetup: ['server/testing/cluster.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          // These wait for a database more than they compute, so two cores carry three of them.
          maxWorkers: 3,
          // Loading the product anew for each file took longer than most files.
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['e2e/**/*.test.ts'],
          globalSetup: ['server/testing/cluster.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // What a page shows is asked until it is there: a page paints when its answers have come, not when a test looks.
          expect: { poll: { timeout: 15_000 } },
          maxWorkers: 2,
          isolate: false,
          // On a busy build server a page may be late once; what fails twice is broken. What was tried again is told.
          retry: process.env['CI'] === undefined ? 0 : 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
