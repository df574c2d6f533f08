import departmental from '../content/templates/departmental-system.json' with { type: 'json' };
import enterprise from '../content/templates/enterprise-ehr.json' with { type: 'json' };
import interfaces from '../content/templates/interface.json' with { type: 'json' };
import writtenParts from '../content/templates/parts.json' with { type: 'json' };
import small from '../content/templates/small-app.json' with { type: 'json' };
import { partsSchema, type Template, type TemplateRecord, writtenSchema } from './schema.ts';

const parts = partsSchema.parse(writtenParts);

/** @throws Error at start-up when a template names a part that is not there. */
function named<T extends { readonly key: string }>(from: readonly T[], key: string, template: string): T {
  const found = from.find((part) => part.key === key);
  if (!found) throw new Error(`The template “${template}” names the unknown part “${key}”`);
  return found;
}

/** A committee that a template does without passes on to the one it would have passed on to. */
function joined(record: TemplateRecord, present: readonly string[]): TemplateRecord {
  const { links, ...rest } = record;
  const kept = (links ?? []).flatMap(({ type, to }) => {
    let end: string | undefined = to;
    while (end !== undefined && !present.includes(end)) {
      const past: string = end;
      end = parts.records.find(({ key }) => key === past)?.links?.find((link) => link.type === type)?.to;
    }
    return end === undefined ? [] : [{ type, to: end }];
  });
  return kept.length === 0 ? rest : { ...rest, links: kept };
}

/** The templates of the product, the smallest first. */
export const shippedTemplates: readonly Template[] = [small, interfaces, departmental, enterprise].map((written) => {
  const {
    effective: _effective,
    licence: _licence,
    questions,
    records,
    documents,
    ...rest
  } = writtenSchema.parse(written);
  return {
    ...rest,
    questions: questions.map((key) => named(parts.questions, key, rest.id)),
    records: records.map((key) => joined(named(parts.records, key, rest.id), records)),
    documents: documents.map(({ key, by }) => ({ ...named(parts.documents, key, rest.id), by })),
  };
});
