import type { Kind } from '@callosum/kernel';
import { acceptanceSample } from './acceptance-sample.ts';
import { cutoverTask } from './cutover-task.ts';
import { dataClass } from './data-class.ts';
import { decisionPoint } from './decision-point.ts';
import { device } from './device.ts';
import { migrationLoad } from './migration-load.ts';
import { rehearsal } from './rehearsal.ts';
import { roundingNote } from './rounding-note.ts';
import { ticket } from './ticket.ts';

/** In the order the navigation shows them. */
export const KINDS: readonly Kind[] = [
  dataClass,
  migrationLoad,
  acceptanceSample,
  device,
  cutoverTask,
  rehearsal,
  decisionPoint,
  ticket,
  roundingNote,
];
