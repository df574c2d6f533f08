import { type Actor, liesAbove, refusal, type Registry, type Role, type ScopeType, say } from '@callosum/kernel';
import { type templateChoice, templateMade } from '@callosum/kernel/contract';
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import { CONSOLE } from '../identity/access.ts';
import { newId } from '../store/new-id.ts';
import type { Schema } from '../store/schema.ts';
import { organisation, type Scope } from '../store/scopes.ts';
import type { CommandRequest, Executed, WritePath } from '../write/execute.ts';

/** A programme or project to be made. */
export interface NewScopeRequest {
  readonly type: Exclude<ScopeType, 'organisation'>;
  readonly parent: Scope;
  readonly key: string;
  readonly title: string;
  readonly zone: string;
  /** What a project begins with. */
  readonly template?: TemplateChoice;
}

type TemplateChoice = z.infer<typeof templateChoice>;

export interface CreatedScope extends Executed {
  /** What the template came to. */
  readonly made: z.infer<typeof templateMade> | null;
}

export interface Scopes {
  /**
   * Makes a scope with its own record, and runs further commands in it: all together or nothing.
   * @param actor who must own or manage the scope above.
   */
  readonly create: (
    actor: Actor,
    request: NewScopeRequest,
    more?: { readonly also?: readonly CommandRequest[]; readonly dryRun?: boolean },
  ) => Promise<CreatedScope>;
  /** Hangs a project under a programme or the organisation. @param actors in the project and in the new scope above. */
  readonly move: (actors: { own: Actor; above: Actor }, project: Scope, to: Scope) => Promise<Executed>;
  /** Gives the organisation its own record, when it has none yet. */
  readonly prepareOrganisation: () => Promise<void>;
}

interface Parts {
  readonly db: Kysely<Schema>;
  readonly registry: Registry;
  readonly writes: WritePath;
}

/** Makes and moves programmes and projects by the commands that their disciplines declare. */
export function createScopes({ db, registry, writes }: Parts): Scopes {
  return {
    create: async (actor, { type, parent, key, title, zone, template }, { also = [], dryRun = false } = {}) => {
      requireStarter(actor, `start a ${type} here`);
      if (!liesAbove(parent.type, type)) {
        throw refusal('refused', say`A ${type} cannot lie under a ${parent.type}.`, {
          path: ['parent'],
          remedy:
            type === 'programme' ? say`Make it in the organisation.` : say`Make it in a programme or the organisation.`,
        });
      }
      const id = newId();
      const input = { id, key, title, zone, parent: parent.key };
      const before = [{ command: commandsOf(registry, type).create, input }, ...also];
      const filling = template
        ? [fillWith(registry, type, template), ...registry.reckons.map((command) => ({ command, input: {} }))]
        : [];
      const executed = await writes.execute({
        scope: id,
        actor,
        commands: [...before, ...filling],
        create: { parent: parent.id, type, key, zone },
        dryRun,
        internal: true,
      });
      return { ...executed, made: template ? templateMade.parse(executed.results?.[before.length]) : null };
    },
    move: (actors, project, to) => {
      requireStarter(actors.own, 'move this project');
      requireStarter(actors.above, 'move a project here');
      const { move } = commandsOf(registry, project.type);
      if (!move) throw refusal('refused', say`A ${project.type} cannot be moved.`, { path: ['parent'] });
      return writes.execute({
        scope: project.id,
        actor: actors.own,
        commands: [{ command: move, input: { parent: to.key } }],
        moveTo: to.id,
        internal: true,
      });
    },
    prepareOrganisation: async () => {
      const commands = registry.scopes('organisation');
      const { id, key, zone } = await organisation(db);
      if (!commands || (await db.selectFrom('record').select('id').where('id', '=', id).executeTakeFirst())) return;
      const input = { id, key, title: 'Our organisation', zone };
      await writes.execute({
        scope: id,
        actor: CONSOLE,
        commands: [{ command: commands.create, input }],
        internal: true,
      });
    },
  };
}

function commandsOf(registry: Registry, type: ScopeType) {
  const commands = registry.scopes(type);
  if (!commands) throw refusal('refused', say`This installation has no ${type}s.`);
  return commands;
}

function fillWith(registry: Registry, type: ScopeType, { name, answers, goLive }: TemplateChoice): CommandRequest {
  if (type !== 'project' || !registry.templates) {
    throw refusal('refused', say`A ${type} does not begin with a template.`, { path: ['template'] });
  }
  const input = { template: name, ...(answers ? { answers } : {}), ...(goLive === undefined ? {} : { goLive }) };
  return { command: registry.templates.fill, input };
}

/** Said before the scope is made; the command says the same when it is run. */
const STARTERS: ReadonlySet<Role> = new Set(['owner', 'manager']);

function requireStarter({ roles, readOnly }: Actor, what: string): void {
  if (readOnly || !roles.some((role) => STARTERS.has(role))) {
    throw refusal('not-allowed', say`Only an owner or a manager may ${what}.`);
  }
}
