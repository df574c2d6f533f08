import { type Sentence, say } from '@callosum/kernel';
import { migrationLimits } from './limits.ts';

interface Sample {
  readonly safetyCritical?: boolean;
  readonly seed?: string;
  readonly lotSize?: number;
  readonly sampleSize?: number;
  readonly acceptedDefects?: number;
  readonly foundDefects?: number;
  readonly criticalDefects?: number;
  readonly reviewers?: readonly string[];
  readonly reviewedOn?: string;
}

type At = readonly [keyof Sample];

/** What a sample cannot be, and what one that was reviewed or accepted must be. */
export function acceptanceFaults(sample: Sample, { state }: { readonly state: string }) {
  return [...countFaults(sample), ...(state === 'drawn' ? [] : reviewFaults(sample)), ...lotFaults(sample, state)];
}

function countFaults({ lotSize, sampleSize, foundDefects, criticalDefects, safetyCritical, acceptedDefects }: Sample) {
  const more = (part: number | undefined, whole: number | undefined): boolean => (part ?? 0) > (whole ?? part ?? 0);
  return [
    ...(more(sampleSize, lotSize)
      ? [fault('sampleSize', say`More was drawn than there is.`, say`Correct lot or sample.`)]
      : []),
    ...(more(foundDefects, sampleSize)
      ? [fault('foundDefects', say`More records are wrong than were drawn.`, say`Count records, not fields.`)]
      : []),
    ...(more(criticalDefects, foundDefects)
      ? [fault('criticalDefects', say`More are critical than were found.`, say`Count them among the defects found.`)]
      : []),
    ...((safetyCritical ?? false) && (acceptedDefects ?? 0) > 0
      ? [
          fault(
            'acceptedDefects',
            say`Safety-critical data allows no defect.`,
            say`Set it to 0, and draw enough records.`,
          ),
        ]
      : []),
  ];
}

function reviewFaults({ sampleSize, foundDefects, reviewedOn, reviewers, seed }: Sample) {
  const { reviewers: needed } = migrationLimits;
  const missing = (name: keyof Sample, what: string) =>
    fault(name, say`A review says ${what}.`, say`Fill it in first.`);
  return [
    ...(sampleSize === undefined ? [missing('sampleSize', 'how many records were looked at')] : []),
    ...(foundDefects === undefined ? [missing('foundDefects', 'how many were wrong')] : []),
    ...(reviewedOn === undefined ? [missing('reviewedOn', 'on which day it was done')] : []),
    ...(seed === undefined ? [missing('seed', 'how the records were drawn')] : []),
    ...((reviewers?.length ?? 0) < needed
      ? [
          fault(
            'reviewers',
            say`${needed} people review a sample, each by himself.`,
            say`Name who else has reviewed it.`,
          ),
        ]
      : []),
  ];
}

function lotFaults({ acceptedDefects, foundDefects, criticalDefects }: Sample, state: string) {
  if (state !== 'accepted') return [];
  return [
    ...((foundDefects ?? 0) > (acceptedDefects ?? 0)
      ? [
          fault(
            'foundDefects',
            say`${foundDefects ?? 0} defects are more than the ${acceptedDefects ?? 0} allowed.`,
            say`Refuse the lot, correct it and draw anew.`,
          ),
        ]
      : []),
    ...((criticalDefects ?? 0) > 0
      ? [
          fault(
            'criticalDefects',
            say`A critical defect stops the lot.`,
            say`Refuse the lot, correct it and draw anew.`,
          ),
        ]
      : []),
  ];
}

function fault(
  name: keyof Sample,
  message: Sentence,
  remedy: Sentence,
): { at: At; message: Sentence; remedy: Sentence } {
  return { at: [name], message, remedy };
}
