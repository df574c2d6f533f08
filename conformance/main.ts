import { parseArgs } from 'node:util';
import { planted, realMessages } from './deid.ts';
import { storedValue } from './earned-value.ts';
import { handOver } from './hand-over.ts';
import { hl7Generated } from './hl7-generated.ts';
import { hl7Profiles } from './hl7-profiles.ts';
import { hl7RoundTrip } from './hl7-round-trip.ts';
import { mllp } from './mllp.ts';
import { mspdi } from './mspdi.ts';
import { planImport } from './plan-import.ts';
import { primavera } from './primavera.ts';
import { roundTrip } from './round-trip.ts';
import { scheduled } from './schedule.ts';

/** One corpus held against the engines. */
interface Outcome {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly lines: readonly string[];
}

const CORPORA = [
  mspdi,
  planImport,
  scheduled,
  storedValue,
  primavera,
  roundTrip,
  handOver,
  hl7RoundTrip,
  hl7Profiles,
  hl7Generated,
  mllp,
  planted,
  realMessages,
];

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const corpora = process.env.CALLOSUM_CORPORA;
if (!corpora) {
  console.error('Set CALLOSUM_CORPORA to the folder that holds the public corpora (see docs/conformance.md).');
  // On a build server a missing corpus is a failure; elsewhere there is simply nothing to hold against.
  process.exit(process.env.CI === 'true' ? 1 : 0);
}
let passed = 0;
let failed = 0;
for (const corpus of CORPORA) {
  const started = performance.now();
  const outcome: Outcome = await corpus(corpora, values.quick);
  passed += outcome.passed;
  failed += outcome.failed;
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  console.log(`${outcome.name}: ${outcome.passed} files as expected, ${outcome.failed} not, ${seconds} s`);
  for (const line of outcome.lines) console.log(`  ${line}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
