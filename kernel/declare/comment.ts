import { rule, say, type Sentence } from './say.ts';
import { z } from 'zod';
import { createSight } from '../graph/sight.ts';
import type { GraphReader, Row } from '../graph/reader.ts';
import type { ValuesOf } from './field.ts';
import { type BoundCommand, type DecideContext, type Decision, defineCommand } from './command.ts';
import { defineKind, type Kind, NO_LIFECYCLE } from './kind.ts';
import { EVERY, type Predicate, type Rule } from './permission.ts';
import { type ProblemCode, Problem } from './problem.ts';
import { type Role, ROLES } from './role.ts';
import { SCOPE_TYPES } from './scope.ts';
import { share } from './share.ts';

const LONGEST = 10_000;

/**
 * What people say about a record. Part of every registry, so that whatever holds for records holds for what is said about
 * them: ledger, history, redaction, live updates. Its readers are added by the registry, which knows all kinds.
 */
export const comment = defineKind({
  name: 'comment',
  discipline: 'collaboration',
  prefix: 'CMNT',
  home: SCOPE_TYPES,
  label: { one: 'Comment', many: 'Comments' },
  help: 'What somebody said about a record. Whoever reads the record reads it.',
  hidden: true,
  fields: {
    title: { type: 'text', label: 'About', required: true, computed: true },
    text: { type: 'text', label: 'Text', required: true, multiline: true, maxLength: LONGEST, computed: true },
    author: { type: 'person', label: 'Author', required: true, computed: true },
  },
  lifecycle: NO_LIFECYCLE,
  links: { on: { to: 'every', label: 'is about', inverse: 'has comment', most: 1, apart: true } },
  permissions: { read: [] },
  list: { columns: ['title', 'author', 'text'], sort: 'title' },
  form: [{ title: 'Comment', fields: ['title', 'text', 'author'] }],
});

/** The comment as a registry of these kinds has it: whoever reads a record reads what is said about it. */
export function commentAmong(kinds: readonly Kind[]): Kind {
  return { ...comment, permissions: { read: ROLES.flatMap((role) => readingRule(kinds, role)) } };
}

function readingRule(kinds: readonly Kind[], role: Role): Rule[] {
  // An auditor reads everything already.
  if (role === 'auditor') return [];
  const groups = new Map<string, { readonly names: string[]; readonly where: Predicate }>();
  for (const { name, permissions } of kinds) {
    const where = permissions.read
      .filter((rule) => rule.role === undefined || rule.role === role)
      .map((rule): Predicate => {
        const rows = rule.where ?? EVERY;
        return rule.office === undefined ? rows : { allOf: [{ office: rule.office }, rows] };
      });
    if (where.length === 0) continue;
    const key = JSON.stringify(where);
    const group = groups.get(key) ?? { names: [], where: { anyOf: where } };
    group.names.push(name);
    groups.set(key, group);
  }
  if (groups.size === 0) return [];
  const parts = [...groups.values()].map(({ names, where }): Predicate => ({ allOf: [{ kind: names }, where] }));
  return [{ role, where: { linkedTo: 'comment.on', where: { anyOf: parts } } }];
}

/** Who may say something about what he sees. */
const SPEAKERS: readonly Role[] = ['owner', 'manager', 'lead', 'contributor', 'clinician', 'executive', 'partner'];
/** Who may take back what others said. */
const MODERATORS: ReadonlySet<Role> = new Set<Role>(['owner', 'manager']);

const text = z
  .string()
  .trim()
  .min(1, rule`says nothing`)
  .max(LONGEST);

const MENTION = /@\{([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}/g;

/** Accounts a text mentions, written `@{id}`: a name would outlive a change of name, and be personal data in every copy. */
export function mentionsIn(said: string): readonly string[] {
  return [...new Set([...said.matchAll(MENTION)].flatMap(([, id]) => id ?? []))];
}

/** A text in its parts: what was written, and accounts mentioned. */
export function partsOfText(said: string): readonly ({ readonly text: string } | { readonly account: string })[] {
  return said.split(MENTION).flatMap((part, index): ({ text: string } | { account: string })[] => {
    if (index % 2 === 1) return [{ account: part }];
    return part === '' ? [] : [{ text: part }];
  });
}

const add = defineCommand({
  name: 'comment.add',
  label: 'Comment',
  allow: SPEAKERS,
  input: z.strictObject({ on: z.uuid(), text }),
  decide: (graph, input, { actor, registry, newId }) => {
    const row = createSight(registry, graph, actor).row(input.on);
    const kind = row && registry.kinds.get(row.kind);
    if (!row || !kind || row.withdrawn || kind.name === comment.name || kind === share) {
      return refused('not-found', say`There is no such record to comment on, or you may not see it.`);
    }
    const id = newId();
    const title = `${kind.prefix}-${row.number}`;
    return {
      changes: [
        { action: 'create', kind: comment.name, id, fields: { title, text: input.text, author: actor.account } },
        { action: 'link', id: newId(), type: 'comment.on', from: id, to: row.id },
      ],
      result: { id },
    };
  },
});

const edit = defineCommand({
  name: 'comment.edit',
  label: 'Change comment',
  allow: SPEAKERS,
  input: z.strictObject({ id: z.uuid(), text }),
  decide: (graph, input, context) => {
    const found = seenComment(graph, input.id, context);
    if (!found) return refused('not-found', say`There is no such comment, or you may not see it.`);
    if (found.fields.author !== context.actor.account) {
      return refused('not-allowed', say`Only who wrote a comment may change it.`, say`Write one of your own.`);
    }
    return { changes: [{ action: 'update', id: found.id, fields: { text: input.text } }] };
  },
});

const takeBack = defineCommand({
  name: 'comment.withdraw',
  label: 'Withdraw comment',
  allow: SPEAKERS,
  input: z.strictObject({ id: z.uuid() }),
  decide: (graph, input, context) => {
    const found = seenComment(graph, input.id, context);
    if (!found) return refused('not-found', say`There is no such comment, or you may not see it.`);
    if (!mayTakeBack(found, context.actor)) {
      return refused(
        'not-allowed',
        say`Only who wrote a comment, or a manager, may withdraw it.`,
        say`Ask one of them.`,
      );
    }
    return { changes: [{ action: 'withdraw', id: found.id }] };
  },
});

type CommentRow = Row<ValuesOf<(typeof comment)['fields']>>;

function seenComment(graph: GraphReader, id: string, { actor, registry }: DecideContext): CommentRow | undefined {
  return createSight(registry, graph, actor).row(id) && graph.get(comment, id);
}

function mayTakeBack({ fields }: CommentRow, { account, roles }: DecideContext['actor']): boolean {
  return fields.author === account || roles.some((role) => MODERATORS.has(role));
}

/** What somebody may do with a comment he sees. */
export function mayComment(row: CommentRow, actor: DecideContext['actor']) {
  const speaks = maySpeak(actor);
  return { edit: speaks && row.fields.author === actor.account, withdraw: speaks && mayTakeBack(row, actor) };
}

/** Whether somebody may say something about what he sees. */
export function maySpeak({ roles, readOnly }: DecideContext['actor']): boolean {
  return !readOnly && roles.some((role) => SPEAKERS.includes(role));
}

function refused(code: ProblemCode, message: Sentence, remedy?: Sentence): Decision {
  return { problems: [new Problem({ code, message, ...(remedy === undefined ? {} : { remedy }) })] };
}

export const COMMENTING: readonly BoundCommand[] = [add, edit, takeBack];
