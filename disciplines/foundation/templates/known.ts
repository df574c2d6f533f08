import type { GraphReader } from '@callosum/kernel';
import { projectTemplate } from '../kinds/project-template.ts';
import { type Template, templateSchema } from './schema.ts';
import { shippedTemplates } from './shipped.ts';

export interface KnownTemplate extends Template {
  /** Record of the organisation it is kept in. */
  readonly record?: string;
}

/** Templates of the product, and those the organisation keeps and offers, by what it calls them today. */
export function knownTemplates(graph: GraphReader): readonly KnownTemplate[] {
  const own = [...graph.all(projectTemplate)].flatMap((row): KnownTemplate[] => {
    if (row.state !== 'offered') return [];
    const { title, summary, name } = row.fields;
    const content = templateSchema.safeParse(row.fields.content);
    return content.success ? [{ ...content.data, id: name, title, summary: summary ?? '', record: row.id }] : [];
  });
  return [...shippedTemplates, ...own];
}
