import { createRegistry, type Discipline, RECORD_COMMANDS } from '@callosum/kernel';
import type { Declarations } from './composition.ts';
import type { Views } from './view/views.ts';

/** Joins what disciplines bring. */
export function declare(disciplines: readonly Discipline[], views: readonly Views[]): Declarations {
  return {
    registry: createRegistry(disciplines, RECORD_COMMANDS),
    views: {
      fields: Object.assign({}, ...views.map(({ fields }) => fields)),
      screens: views.flatMap(({ screens }) => screens ?? []),
      pages: views.flatMap(({ pages }) => pages ?? []),
    },
    messages: Object.assign({}, ...views.map(({ messages }) => messages)),
  };
}
