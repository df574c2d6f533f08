import { type Actor, ATTACHMENTS, attachmentsOf, may, refusal, type Row, say } from '@callosum/kernel';
import { API_PATH } from '@callosum/kernel/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { scopeByKey, type Scope } from '../store/scopes.ts';
import { attachment } from './attachment.ts';
import type { Services } from './context.ts';
import { credentialOf } from './credential.ts';
import { sightOf } from './may-read.ts';
import { refuseHidden } from './routes/base.ts';

interface Place {
  readonly key: string;
  readonly id: string;
}

/** Whatever the file holds, a browser that shows it instead of saving it lets it do nothing. */
const DOWNLOAD_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'";

/** Files of a record: sent as they are, and read as they were sent. Rights are those of the record. */
export function attachmentRoutes(scope: FastifyInstance, services: Services): void {
  const files = `${API_PATH}/projects/:key/record/:id/files`;

  scope.post<{ Params: Place; Querystring: { name?: string } }>(
    files,
    { bodyLimit: Number.MAX_SAFE_INTEGER },
    async (request, reply) => {
      const { project, actor, row } = await enter(services, request, request.params);
      const kind = services.registry.kinds.get(row.kind);
      const graph = await services.graphs.of(project.id);
      // Asked before the file is received; decided by the command, which knows the record as it is then.
      if (!kind || row.withdrawn || !graph.owns(row.id) || !may(kind, 'update', actor, row, graph)) throw notYours(row);
      const declared = { name: fileName(request.query.name), type: request.headers['content-type'] ?? '' };
      const stored = await services.files.attach(request.raw, actor.account, declared);
      const executed = await services.writes.execute({
        scope: project.id,
        actor,
        commands: [{ command: 'record.attach', input: { id: row.id, file: { ...stored, name: declared.name } } }],
        internal: true,
      });
      return reply.send({ ...stored, name: declared.name, sequence: executed.sequence });
    },
  );

  scope.get<{ Params: Place & { hash: string } }>(`${files}/:hash`, async (request, reply) => {
    const { row, seesFiles } = await enter(services, request, request.params);
    const file = attachmentsOf(seesFiles ? row : undefined).find(({ hash }) => hash === request.params.hash);
    if (!file) throw refusal('not-found', say`That file does not belong to this record.`);
    const content = await services.files.read(file.hash);
    reply.raw.setHeader('content-security-policy', DOWNLOAD_POLICY);
    return reply
      .header('content-disposition', attachment(file.name))
      .header('content-length', file.size)
      .header('cache-control', 'private, no-cache')
      .header('etag', `"${file.hash}"`)
      .type(file.type)
      .send(content);
  });
}

/** Who asks, where, and the record if he may see it. */
async function enter(
  services: Services,
  request: FastifyRequest,
  { key, id }: Place,
): Promise<{ project: Scope; actor: Actor; row: Row; seesFiles: boolean }> {
  const account = await services.sessions.require(credentialOf(request));
  const project = await scopeByKey(services.db, key);
  const actor = await services.access.requireActor(account, project.id);
  const sight = await sightOf(services, project.id, actor);
  const row = sight.row(id) ?? refuseHidden();
  return { project, actor, row, seesFiles: !sight.hidden(row).has(ATTACHMENTS) };
}

/** The last part of a path that some browsers send; never empty. */
function fileName(given: string | undefined): string {
  const name =
    (given ?? '')
      .replaceAll(/\p{Cc}/gu, '')
      .split(/[/\\]/)
      .at(-1)
      ?.trim() ?? '';
  if (name === '' || name.length > 255 || !name.isWellFormed()) {
    throw refusal('invalid', say`A file needs a name of at most 255 letters.`, { path: ['name'] });
  }
  return name;
}

function notYours(row: Row): Error {
  if (row.withdrawn) return refusal('refused', say`This record is withdrawn.`, { remedy: say`Restore it first.` });
  return refusal('not-allowed', say`You may read this record, but not attach files to it.`);
}
