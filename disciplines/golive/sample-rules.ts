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
      ? [fault('sampleSize', 'More was drawn than there is.', 'Correct lot or sample.')]
      : []),
    ...(more(foundDefects, sampleSize)
      ? [fault('foundDefects', 'More records are wrong than were drawn.', 'Count records, not fields.')]
      : []),
    ...(more(criticalDefects, foundDefects)
      ? [fault('criticalDefects', 'More are critical than were found.', 'Count them among the defects found.')]
      : []),
    ...((safetyCritical ?? false) && (acceptedDefects ?? 0) > 0
      ? [fault('acceptedDefects', 'Safety-critical data allows no defect.', 'Set it to 0, and draw enough records.')]
      : []),
  ];
}

function reviewFaults({ sampleSize, foundDefects, reviewedOn, reviewers, seed }: Sample) {
  const { reviewers: needed } = migrationLimits;
  const missing = (name: keyof Sample, what: string) => fault(name, `A review says ${what}.`, 'Fill it in first.');
  return [
    ...(sampleSize === undefined ? [missing('sampleSize', 'how many records were looked at')] : []),
    ...(foundDefects === undefined ? [missing('foundDefects', 'how many were wrong')] : []),
    ...(reviewedOn === undefined ? [missing('reviewedOn', 'on which day it was done')] : []),
    ...(seed === undefined ? [missing('seed', 'how the records were drawn')] : []),
    ...((reviewers?.length ?? 0) < needed
      ? [fault('reviewers', `${needed} people review a sample, each by himself.`, 'Name who else has reviewed it.')]
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
            `${foundDefects ?? 0} defects are more than the ${acceptedDefects ?? 0} allowed.`,
            'Refuse the lot, correct it and draw anew.',
          ),
        ]
      : []),
    ...((criticalDefects ?? 0) > 0
      ? [fault('criticalDefects', 'A critical defect stops the lot.', 'Refuse the lot, correct it and draw anew.')]
      : []),
  ];
}

function fault(name: keyof Sample, message: string, remedy: string): { at: At; message: string; remedy: string } {
  return { at: [name], message, remedy };
}
