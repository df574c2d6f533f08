import { contract } from '@callosum/kernel/contract';
import { isContractProcedure } from '@orpc/contract';
import type { TFunction } from 'i18next';
import type { DeclaredWords, Say } from './declared-words.ts';

/** What each operation of the HTTP interface does, in English, by its name such as `records.list`. */
export const OPERATIONS: ReadonlyMap<string, string> = new Map(summariesIn(contract));

function summariesIn(routes: object, before = ''): [string, string][] {
  return Object.entries(routes).flatMap(([name, value]): [string, string][] => {
    const path = `${before}${name}`;
    if (isContractProcedure(value)) return [[path, value['~orpc'].route.summary ?? path]];
    return typeof value === 'object' && value !== null ? summariesIn(value, `${path}.`) : [];
  });
}

/** Routes beside the contract, as the server names them; the first that fits. */
const ROUTES: readonly (readonly [RegExp, string])[] = [
  [/^\/api\/v1\/auth\//, 'operations.signIn'],
  [/^\/api\/v1\/projects\/:key\/stream$/, 'operations.stream'],
  [/^\/api\/v1\/jobs\/stream$/, 'operations.jobs'],
  [/^\/api\/v1\/jobs\/:id\/file$/, 'operations.jobFile'],
  [/\/ledger\/events\/:sequence\/proof$/, 'operations.proof'],
  [/\/record\/:\w+\/files(\/:hash)?$/, 'operations.attachments'],
  [/^\/api\/v1\/files$/, 'operations.upload'],
  [/\/calendar\.ics$/, 'operations.calendar'],
  [/^\/scim\//, 'operations.directory'],
  [/^\/api\/v1\/notices\/leave\//, 'operations.leave'],
  [/^\/api\/v1\/\*$/, 'operations.nowhere'],
  [/^\/metrics$/, 'operations.metrics'],
  [/^page$/, 'operations.page'],
];

/** The command alone says all when it was to be run; looked at beforehand, both are said. */
const RUN = 'commands.run';

interface Saying extends Pick<DeclaredWords, 'command'> {
  readonly say: Say;
  readonly t: TFunction;
}

/** How people call what was asked of the server. @param operation a name of the contract or a route, with the command where it is one */
export function operationName(operation: string, { say, t, command }: Saying): string {
  const [name = '', of] = operation.split(' ');
  if (of !== undefined && name === RUN) return command(of);
  const summary = OPERATIONS.get(name);
  const route = ROUTES.find(([pattern]) => pattern.test(name))?.[1];
  const said = summary !== undefined ? say(`operation.${name}`, summary) : route === undefined ? name : t(route);
  return of === undefined ? said : `${said}: ${command(of)}`;
}
