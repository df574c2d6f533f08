import { addDays, defineKind, type Fault, type Rating, say } from '@callosum/kernel';
import { heldRating } from '../standing.ts';
import { ACCEPTS, ownerAndOfficer, RATES, REPORTED } from '../permissions.ts';
import {
  clinicalRisk,
  CONSEQUENCES,
  isAcceptable,
  needsReason,
  PATIENTS,
  severityBy,
  severityLabel,
} from '../tables/nhs.ts';
import { DIMENSIONS, FOUND_BY, HAZARD_TYPES } from './hazard-words.ts';

/** Hazards that are acceptable come up again so long before their review. */
const REVIEW_DAYS = 14;

export const hazard = defineKind({
  name: 'hazard',
  discipline: 'safety',
  prefix: 'HAZ',
  label: { one: 'Hazard', many: 'Hazards' },
  help: 'What the system or the way it is used may do to a patient. Its owner keeps ratings and controls honest, the clinical safety officer accepts what is left; a good hazard names cause, hazard and effect, one of each.',
  fields: {
    title: {
      type: 'text',
      label: 'Hazard',
      help: 'The potential source of harm, in a few words.',
      required: true,
      maxLength: 300,
    },
    description: { type: 'text', label: 'Description', help: 'What happens, where, and to whom.', multiline: true },
    type: {
      type: 'choice',
      label: 'Type',
      help: 'What goes wrong with the care, whatever the cause.',
      options: HAZARD_TYPES,
      sortable: true,
    },
    dimension: { type: 'choice', label: 'Dimension', help: 'Where in the work it comes from.', options: DIMENSIONS },
    foundBy: { type: 'choice', label: 'Found by', help: 'Where it first came up.', options: FOUND_BY },
    cause: {
      type: 'text',
      label: 'Cause',
      help: 'Because of what: software, data, people, process.',
      multiline: true,
      material: true,
    },
    effect: {
      type: 'text',
      label: 'Effect on care',
      help: 'How care departs from what was intended.',
      multiline: true,
      material: true,
    },
    harm: {
      type: 'text',
      label: 'Harm to the patient',
      help: 'The clinical impact it may have.',
      multiline: true,
      material: true,
    },
    existingControls: {
      type: 'text',
      label: 'Existing controls',
      help: 'What stands in its way today, before the project does anything.',
      multiline: true,
    },
    consequence: {
      type: 'choice',
      label: 'Worst credible consequence',
      help: 'The worst that can credibly happen, not the worst imaginable; with the number of patients it gives the severity (DCB0129).',
      options: CONSEQUENCES,
    },
    patients: {
      type: 'choice',
      label: 'Patients',
      help: 'One at a time, or several through the same fault; it raises the severity (DCB0129).',
      options: PATIENTS,
    },
    severityByTable: {
      type: 'formula',
      label: 'Severity by the table',
      help: 'From consequence and number of patients.',
      result: { type: 'text', label: 'Severity' },
      of: ({ consequence, patients }) => {
        const severity = severityBy(consequence, patients);
        return severity && severityLabel(severity);
      },
    },
    initial: {
      type: 'rating',
      label: 'Initial rating',
      help: 'With the existing controls only. It holds again whenever a control of the project no longer counts.',
      table: clinicalRisk,
      material: true,
      sortable: true,
    },
    residual: {
      type: 'rating',
      label: 'Residual rating',
      help: 'With every control that reduces the hazard. It holds while each of them is verified as built and as effective.',
      table: clinicalRisk,
      material: true,
      sortable: true,
      write: RATES,
    },
    rationale: {
      type: 'text',
      label: 'Why it cannot be reduced further',
      help: 'Needed where the residual rating is undesirable: what was considered, and what it would cost.',
      multiline: true,
    },
    transferredTo: {
      type: 'text',
      label: 'Transferred to',
      help: 'Who answers for it now, and how he was told.',
      maxLength: 300,
    },
    closedBecause: {
      type: 'text',
      label: 'Why it is closed',
      help: 'What took its cause away, or that nothing more is needed: its rating is acceptable, and its controls stay.',
      multiline: true,
    },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'Next review', sortable: true },
  },
  lifecycle: {
    initial: 'open',
    states: {
      open: { label: 'Open' },
      accepted: { label: 'Residual risk accepted' },
      transferred: { label: 'Transferred', closed: true },
      closed: { label: 'Closed', closed: true },
    },
    moves: {
      accept: {
        label: 'Accept residual risk',
        from: ['open'],
        to: 'accepted',
        by: ACCEPTS,
        signs: 'accepts the residual risk',
      },
      transfer: { label: 'Transfer', from: ['open', 'accepted'], to: 'transferred', by: RATES },
      close: { label: 'Close', from: ['open', 'accepted'], to: 'closed', by: RATES },
      reopen: { label: 'Re-open', from: ['accepted', 'transferred', 'closed'], to: 'open' },
    },
  },
  links: {
    arisesAt: { to: ['workflowStep'], label: 'arises at', inverse: 'gives rise to', pins: 'review' },
    from: {
      to: ['requirement', 'interface', 'mapping', 'codeMap', 'system'],
      label: 'comes from',
      inverse: 'is the source of hazard',
      pins: 'review',
    },
    broughtBy: { to: ['safetyControl'], label: 'is brought about by', inverse: 'brings about' },
  },
  // The owner of a hazard and the safety officer, as long as it is not brought down to what is acceptable; later when it is reviewed.
  waits: ownerAndOfficer(['open']),
  waitsUntil: ({ fields: { initial, residual, due } }, _graph, at) => {
    if (!initial || !residual || !isAcceptable(residual.level))
      return due !== undefined && due < at.today ? due : at.today;
    return due !== undefined && due <= addDays(at.today, REVIEW_DAYS) ? due : undefined;
  },
  holds: heldRating,
  permissions: REPORTED,
  list: { columns: ['title', 'type', 'initial', 'residual', 'owner', 'due'], sort: 'initial' },
  form: [
    { title: 'Hazard', fields: ['title', 'description', 'type', 'dimension', 'foundBy', 'cause', 'effect', 'harm'] },
    { title: 'Initial rating', fields: ['existingControls', 'consequence', 'patients', 'severityByTable', 'initial'] },
    { title: 'Residual rating', fields: ['residual', 'rationale', 'transferredTo', 'closedBecause'] },
    { title: 'Responsibility', fields: ['owner', 'due'] },
  ],
  check: ({ consequence, patients, initial, residual, rationale, transferredTo, closedBecause }, { state }) => [
    ...severityFaults(initial, severityBy(consequence, patients)),
    ...residualFaults(initial, residual, rationale),
    ...(state === 'accepted' && !(residual && isAcceptable(residual.level))
      ? [
          {
            at: ['residual'] as const,
            message: residual
              ? say`A residual rating of ${residual.level} is not acceptable.`
              : say`Nobody can accept a risk that is not rated.`,
            remedy: say`Reduce it by further controls and rate what is left.`,
          },
        ]
      : []),
    ...(state === 'transferred' && !transferredTo?.trim()
      ? [
          {
            at: ['transferredTo'] as const,
            message: say`A hazard is transferred to somebody.`,
            remedy: say`Say who answers for it now.`,
          },
        ]
      : []),
    ...(state === 'closed' ? closingFaults(residual ?? initial, closedBecause) : []),
  ],
});

/** A hazard that is closed asks for nothing more: nobody may take it off a gate with a click. */
function closingFaults(rating: Rating | undefined, because: string | undefined): Fault<'residual' | 'closedBecause'>[] {
  const faults: Fault<'residual' | 'closedBecause'>[] = [];
  if (!rating || !isAcceptable(rating.level)) {
    faults.push({
      at: ['residual'],
      message: rating
        ? say`A hazard that is rated ${rating.level} is not closed.`
        : say`A hazard that nobody has rated is not closed.`,
      remedy: say`Rate what is left, once its cause is gone or controls reduce it.`,
    });
  }
  if (!because?.trim()) {
    faults.push({
      at: ['closedBecause'],
      message: say`A hazard is closed for a reason.`,
      remedy: say`Say what took its cause away, or why nothing more is needed.`,
    });
  }
  return faults;
}

type Named = 'initial' | 'residual' | 'rationale';

function severityFaults(initial: Rating | undefined, severity: string | undefined): Fault<Named>[] {
  if (!initial || severity === undefined || initial.at['severity'] === severity) return [];
  const message = say`By the table this consequence is ${severityLabel(severity).toLowerCase()}, and the initial rating says otherwise.`;
  return [
    { at: ['initial'], message, remedy: say`Choose that severity, or another consequence or number of patients.` },
  ];
}

function residualFaults(
  initial: Rating | undefined,
  residual: Rating | undefined,
  rationale: string | undefined,
): Fault<Named>[] {
  if (!residual) return [];
  const faults: Fault<Named>[] = [];
  if (!initial) {
    faults.push({
      at: ['initial'],
      message: say`What is left of a risk is less than something.`,
      remedy: say`Give the initial rating first.`,
    });
  } else if (residual.table === initial.table && residual.rank > initial.rank) {
    const message = say`Controls do not raise a risk from ${initial.level} to ${residual.level}.`;
    faults.push({ at: ['residual'], message, remedy: say`What a control brings about is a hazard of its own.` });
  }
  if (needsReason(residual.level) && !rationale?.trim()) {
    const message = say`A residual rating of ${residual.level} is undesirable and needs a reason.`;
    faults.push({ at: ['rationale'], message, remedy: say`Say why it cannot be reduced further.` });
  }
  return faults;
}
