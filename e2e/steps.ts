import type { Page } from 'playwright-core';
import type { PlanFile } from './plan.ts';

/** Who has an account, or is about to make one. */
export interface Person {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export const OWNER: Person = {
  name: 'Ada Ward',
  email: 'ada@example.org',
  password: 'a sentence is easier to remember',
};
export const LEAD: Person = { name: 'Lea Lindqvist', email: 'lea@example.org', password: 'leading is listening too' };

/** Uses a one-time link and ends on the first page. */
export async function join(page: Page, path: string, person: Person = OWNER): Promise<void> {
  await page.goto(path);
  await page.getByLabel('Name').fill(person.name);
  await page.getByLabel('E-mail address').fill(person.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(person.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { level: 1, name: 'Projects' }).waitFor();
}

export async function signIn(page: Page, person: Person = OWNER): Promise<void> {
  await page.goto('/');
  await page.getByLabel('E-mail address').fill(person.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: /^(My day|Projects)$/ }).waitFor();
}

/** Reads what is signed, shows by the password that it is he, and signs. */
export async function sign(page: Page, { password }: Pick<Person, 'password'> = OWNER): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Sign', exact: true });
  await dialog.getByRole('region', { name: 'What you sign' }).waitFor();
  await dialog.getByRole('textbox', { name: 'Password' }).fill(password);
  await dialog.getByRole('button', { name: 'Sign', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** Imports a plan into a new project and ends on its readiness. */
export async function importNew(page: Page, file: PlanFile, key: string): Promise<void> {
  await page.goto('/import');
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('textbox', { name: 'Project key' }).fill(key);
  await page.getByRole('button', { name: 'Show what would change' }).click();
  await page.getByRole('heading', { name: 'What the import would do' }).waitFor();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Readiness' }).waitFor();
}
