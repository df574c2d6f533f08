import type { Page } from 'playwright-core';
import type { PlanFile } from './plan.ts';

export const OWNER = { name: 'Ada Ward', email: 'ada@example.org', password: 'a sentence is easier to remember' };

/** Uses a one-time link and ends on the first page. */
export async function join(page: Page, path: string, person: typeof OWNER = OWNER): Promise<void> {
  await page.goto(path);
  await page.getByLabel('Name').fill(person.name);
  await page.getByLabel('E-mail address').fill(person.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(person.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { level: 1, name: 'Projects' }).waitFor();
}

export async function signIn(page: Page, person: typeof OWNER = OWNER): Promise<void> {
  await page.goto('/');
  await page.getByLabel('E-mail address').fill(person.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: /^(My day|Projects)$/ }).waitFor();
}

/** Reads what is signed, shows by the password that it is he, and signs. */
export async function sign(page: Page, { password }: Pick<typeof OWNER, 'password'> = OWNER): Promise<void> {
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
