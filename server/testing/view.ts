import { defineView } from '@callosum/kernel';
import { z } from 'zod';
import { item, note } from './kinds.ts';

/** A look across two registers, one of which not everybody sees whole. */
export const inventory = defineView({
  name: 'inventory',
  label: 'Inventory',
  help: 'What there is.',
  home: ['project'],
  reads: [item.name, note.name],
  choices: z.object({ least: z.coerce.number().min(0).default(0) }),
  build: ({ graph, at }, { least }) => ({
    today: at.today,
    items: [...graph.all(item)].filter(({ fields: { size = 0 } }) => size >= least).map(({ fields }) => fields.title),
    notes: [...graph.all(note)].map(({ fields }) => fields.title),
  }),
});
