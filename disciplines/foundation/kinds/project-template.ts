import { COMMANDS_WRITE, defineKind, type Permissions, rulesFor } from '@callosum/kernel';
import { templateSchema } from '../templates/schema.ts';

/** Kept by `template.keep` only; those who may start projects may rename and remove it. */
const MANAGERS = rulesFor(['owner', 'manager']);
const permissions: Permissions = { ...COMMANDS_WRITE, update: MANAGERS, withdraw: MANAGERS };

export const projectTemplate = defineKind({
  name: 'projectTemplate',
  discipline: 'foundation',
  prefix: 'TPL',
  label: { one: 'Project template', many: 'Project templates' },
  help: 'What a project of this organisation begins with, taken from one that went well. The project office owns it; a good one is looked at again after each project.',
  home: ['organisation'],
  fields: {
    title: { type: 'text', label: 'Template', required: true, maxLength: 200 },
    name: {
      type: 'text',
      label: 'Name',
      help: 'Written in the command project create.',
      required: true,
      computed: true,
      maxLength: 80,
    },
    summary: {
      type: 'text',
      label: 'What it is for',
      help: 'Which projects it fits, and which it does not.',
      multiline: true,
      maxLength: 2_000,
    },
    content: {
      type: 'structure',
      label: 'Content',
      help: 'Registers, plan, committees and gates.',
      required: true,
      computed: true,
      schema: templateSchema,
    },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'Look at it again on', sortable: true },
  },
  lifecycle: {
    initial: 'offered',
    states: { offered: { label: 'Offered', rests: 'always' }, resting: { label: 'Not offered', closed: true } },
    moves: {
      rest: { label: 'Stop offering', from: ['offered'], to: 'resting' },
      offer: { label: 'Offer again', from: ['resting'], to: 'offered' },
    },
  },
  permissions,
  list: { columns: ['title', 'name', 'owner', 'due'], sort: 'title' },
  form: [{ title: 'Template', fields: ['title', 'name', 'summary', 'owner', 'due'] }],
});
