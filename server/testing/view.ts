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
  compares: true,
  choices: z.object({ least: z.coerce.number().min(0).default(0), seen: z.coerce.number().optional() }),
  known: { choice: 'seen', told: 'as you have it' },
  build: ({ graph, at, since }, { least }) => ({
    today: at.today,
    ...(since ? { since: { on: since.at.today, items: since.graph.count(item.name) } } : {}),
    items: [...graph.all(item)].filter(({ fields: { size = 0 } }) => size >= least).map(({ fields }) => fields.title),
    notes: [...graph.all(note)].map(({ fields }) => fields.title),
  }),
});

/** How often a project was looked into. */
let looks = 0;

/** A look across the projects below. */
export const overview = defineView({
  name: 'overview',
  label: 'Overview',
  help: 'What there is in each project.',
  home: ['organisation', 'programme'],
  reads: [item.name, note.name],
  across: ({ key, graph, gates, forecast, value }) => ({
    key,
    looked: (looks += 1),
    items: graph.count(item.name),
    notes: [...graph.all(note)].map(({ fields }) => fields.title),
    gates: gates.length,
    isWhole: forecast !== undefined,
    unknown: value('nowhere.fact') ?? null,
  }),
  choices: z.object({}),
  build: (_context, _choices, projects) => ({ projects }),
});
