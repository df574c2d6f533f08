import { API_PATH, AUTH_PATH } from '@callosum/kernel/contract';
import type { APIResponse, BrowserContext, Page } from 'playwright-core';
import { z } from 'zod';
import { clinicPlan, type PlanFile } from './plan.ts';
import { type Look, openStage, type Stage, type StageOptions } from './stage.ts';
import { OWNER, type Person } from './steps.ts';

interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
}

/** A product that somebody uses already: its owner is signed in, and the clinic's plan lies in the project CLN. */
export interface Clinic extends Stage {
  readonly owner: Page;
  /** The owner at another screen, signed in as he is at the first. */
  readonly ownerIn: (look: Look) => Promise<Visitor>;
  /** Somebody with a role in CLN, signed in. */
  readonly colleague: (person: Person, role: string, look?: Look) => Promise<Page>;
}

/**
 * Sets the stage over HTTP, as the pages would: newcomer.test.ts goes the same way through the forms.
 * @param isEmpty without the project: the owner alone.
 */
export async function openClinic({
  isEmpty = false,
  ...options
}: StageOptions & { isEmpty?: boolean } = {}): Promise<Clinic> {
  const stage = await openStage(options);
  const { context, page } = await stage.visitor();
  await enter(context, stage.server.firstLink ?? '', OWNER);
  if (!isEmpty) await importPlan(page, clinicPlan(), 'CLN');
  return {
    ...stage,
    owner: page,
    ownerIn: async (look) => {
      const visitor = await stage.visitor(look);
      await visitor.context.addCookies(await context.cookies());
      return visitor;
    },
    colleague: async (person, role, look) => {
      const path = await invite(page, { role, project: 'CLN' });
      const visitor = await stage.visitor(look);
      await enter(visitor.context, path, person);
      return visitor.page;
    },
  };
}

const invited = z.object({ path: z.string() });

/** Path of a one-time link, made by whoever is signed in. */
export async function invite(page: Page, invitation: object): Promise<string> {
  const answer = await page.request.post(`${API_PATH}/people/invitations`, { data: invitation });
  return invited.parse(await json(answer)).path;
}

/** Makes an account with a one-time link and signs in. */
async function enter({ request }: BrowserContext, path: string, person: Person): Promise<void> {
  const token = path.split('/').at(-1);
  await json(await request.post(`${API_PATH}/people/join`, { data: { token, ...person } }));
  const { email, password } = person;
  await json(await request.post(`${AUTH_PATH}/sign-in/email`, { data: { email, password } }));
}

const uploaded = z.object({ hash: z.string() });

/** Imports a plan into a new project, in the zone that the import page would offer. */
export async function importPlan({ request }: Page, { name, buffer }: PlanFile, key: string): Promise<void> {
  const headers = { 'content-type': 'application/octet-stream' };
  const { hash } = uploaded.parse(await json(await request.post(`${API_PATH}/files`, { data: buffer, headers })));
  const { timeZone: zone } = new Intl.DateTimeFormat().resolvedOptions();
  await json(await request.post(`${API_PATH}/imports`, { data: { file: hash, name, key, zone } }));
}

const done = z.object({ result: z.json() });

/** Runs a command, in CLN unless said otherwise, as whoever is signed in. @returns its result. */
export async function command({ request }: Page, name: string, input: object, key = 'CLN'): Promise<unknown> {
  const answer = await request.post(`${API_PATH}/projects/${key}/commands/${name}`, { data: { input } });
  return done.parse(await json(answer)).result;
}

const made = z.object({ id: z.string() });

/** Makes a record, in CLN unless said otherwise, as whoever is signed in. @returns its id. */
export async function create(page: Page, kind: string, fields: object, key?: string): Promise<string> {
  return made.parse(await command(page, 'record.create', { kind, fields }, key)).id;
}

async function json(answer: APIResponse): Promise<unknown> {
  if (answer.ok()) return answer.json();
  throw new Error(`${answer.url()} was answered with ${answer.status()}: ${await answer.text()}`);
}
