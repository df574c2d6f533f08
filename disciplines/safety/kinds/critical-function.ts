import { defineKind, type Fault, SCOPE_TYPES, say } from '@callosum/kernel';
import { TEAM_AND_OFFICER } from '../permissions.ts';

const TIERS = {
  '1': '1 – Life and safety',
  '2': '2 – Urgent care',
  '3': '3 – Scheduled care',
  '4': '4 – Administration',
} as const;

const hours = (label: string, help: string) => ({ type: 'number', label, help, unit: 'h', min: 0 }) as const;

export const criticalFunction = defineKind({
  name: 'criticalFunction',
  discipline: 'safety',
  prefix: 'CRF',
  label: { one: 'Critical function', many: 'Critical functions' },
  help: 'What must go on when systems fail, from the business impact analysis. The head of the function owns it; good is a manual procedure that people have practised and that holds as long as the outage may last.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Function', required: true, maxLength: 300 },
    tier: {
      type: 'choice',
      label: 'Tier',
      help: 'How soon patients suffer; 1 comes first.',
      options: TIERS,
      sortable: true,
      material: true,
    },
    impact: {
      type: 'text',
      label: 'What happens without it',
      help: 'To patients first, and after how long.',
      multiline: true,
    },
    mtd: {
      ...hours('Maximum tolerable downtime', 'How long it may fail before harm is done. Counted by the clock.'),
      material: true,
      sortable: true,
    },
    rto: { ...hours('Recovery time objective', 'Until when its systems run again.'), material: true, sortable: true },
    workRecovery: hours('Work recovery time', 'From running systems to caught-up work: back-entry, reconciliation.'),
    rpo: {
      ...hours('Recovery point objective', 'How much data, by age, may be lost.'),
      material: true,
      sortable: true,
    },
    manualProcedure: {
      type: 'text',
      label: 'Manual procedure',
      help: 'How the work is done without the system.',
      multiline: true,
      material: true,
    },
    manualHolds: {
      ...hours('Manual procedure holds for', 'Until forms, people or overview run out.'),
      material: true,
      sortable: true,
    },
    forms: { type: 'text', label: 'Forms and kit', help: 'What has to lie ready, and where.', multiline: true },
    staffing: {
      type: 'text',
      label: 'Least staffing',
      help: 'How many of whom the manual procedure takes.',
      multiline: true,
    },
    degraded: {
      type: 'text',
      label: 'Reduced service',
      help: 'What is cut back, diverted or put off, and who decides it.',
      multiline: true,
    },
    restoreOrder: {
      type: 'number',
      label: 'Order of restoring',
      help: '1 comes back first; those it depends on before it.',
      integer: true,
      min: 1,
      sortable: true,
    },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'Next review', sortable: true },
  },
  lifecycle: {
    initial: 'inUse',
    states: { inUse: { label: 'In use', rests: 'untilDue' }, ended: { label: 'Ended', closed: true } },
    moves: {
      end: { label: 'End', from: ['inUse'], to: 'ended' },
      resume: { label: 'Resume', from: ['ended'], to: 'inUse' },
    },
  },
  links: {
    needs: { to: ['criticalFunction'], label: 'needs', inverse: 'is needed by', acyclic: true },
    dependsOn: { to: ['system'], label: 'depends on', inverse: 'carries function' },
    of: { to: ['unit'], label: 'is the work of', inverse: 'does' },
  },
  permissions: TEAM_AND_OFFICER,
  list: { columns: ['title', 'tier', 'mtd', 'rto', 'rpo', 'manualHolds', 'owner', 'due'], sort: 'tier' },
  form: [
    { title: 'Function', fields: ['title', 'tier', 'impact', 'owner', 'due'] },
    { title: 'How long it may fail', fields: ['mtd', 'rto', 'workRecovery', 'rpo', 'restoreOrder'] },
    { title: 'Without systems', fields: ['manualProcedure', 'manualHolds', 'forms', 'staffing', 'degraded'] },
  ],
  check: ({ mtd, rto, workRecovery, manualHolds, manualProcedure }) => {
    const faults: Fault<'rto' | 'manualHolds'>[] = [];
    if (mtd !== undefined && rto !== undefined && rto + (workRecovery ?? 0) > mtd) {
      const message = say`Recovery of ${rto} h and ${workRecovery ?? 0} h of catching up come to more than the ${mtd} h that are tolerable.`;
      faults.push({ at: ['rto'], message, remedy: say`Plan a faster recovery, or say why longer is tolerable.` });
    }
    if (manualHolds !== undefined && !manualProcedure?.trim()) {
      faults.push({
        at: ['manualHolds'],
        message: say`Nothing holds that is not described.`,
        remedy: say`Describe the manual procedure.`,
      });
    }
    return faults;
  },
});
