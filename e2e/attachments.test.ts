import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clinic, openClinic } from './clinic.ts';
import { complaints, LOOK_NAMES, overflow, violations } from './stage.ts';

const SHOTS = fileURLToPath(new URL('screenshots/', import.meta.url));
const PDF = Buffer.from('%PDF-1.7\nThe layout of 4 West');

describe('Files of a record', () => {
  let clinic: Clinic;
  let page: Page;
  let heard: string[];
  const panel = () => page.getByRole('region', { name: 'Attachments' });

  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true });
    clinic = await openClinic();
    page = clinic.owner;
    heard = complaints(page);
    await page.goto('/p/CLN/TSK-2');
    await panel().waitFor();
    heard.length = 0;
  });
  afterAll(() => clinic.close());

  test('are attached by the button, several at once, and saved under their names', async () => {
    await panel()
      .locator('input[type=file]')
      .setInputFiles([
        { name: 'layout 4 West.pdf', mimeType: 'application/pdf', buffer: PDF },
        { name: 'beds.csv', mimeType: 'text/csv', buffer: Buffer.from('unit;beds\n4 West;28\n') },
      ]);
    await panel().getByRole('link', { name: 'layout 4 West.pdf' }).waitFor();
    await panel().getByRole('link', { name: 'beds.csv' }).waitFor();
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      panel().getByRole('link', { name: 'layout 4 West.pdf' }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe('layout 4 West.pdf');
    expect(heard).toEqual([]);
  });

  test('are attached by pasting and by dropping', async () => {
    const give = (kind: 'paste' | 'drop', name: string) =>
      panel()
        .getByText('or drop files here')
        .evaluate(
          (element, { event, file }) => {
            const data = new DataTransfer();
            data.items.add(new File(['a note'], file, { type: 'text/plain' }));
            const init = { bubbles: true, cancelable: true };
            const made =
              event === 'paste'
                ? new ClipboardEvent('paste', { ...init, clipboardData: data })
                : new DragEvent('drop', { ...init, dataTransfer: data });
            element.dispatchEvent(made);
          },
          { event: kind, file: name },
        );
    await give('paste', 'pasted.txt');
    await panel().getByRole('link', { name: 'pasted.txt' }).waitFor();
    await give('drop', 'dropped.txt');
    await panel().getByRole('link', { name: 'dropped.txt' }).waitFor();
  });

  test('that are refused say why, hold up no other, and are put away', async () => {
    await panel()
      .locator('input[type=file]')
      .setInputFiles([
        { name: 'program.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ not a document') },
        { name: 'after.txt', mimeType: 'text/plain', buffer: Buffer.from('comes after') },
      ]);
    await panel().getByRole('link', { name: 'after.txt' }).waitFor();
    await panel().getByText('is not what its ending says').waitFor();
    expect(await violations(page)).toEqual([]);
    await panel().getByRole('button', { name: 'Close the message about program.pdf' }).click();
    await expect.poll(() => panel().getByText('is not what its ending says').count()).toBe(0);
  });

  test('can be stopped while they are sent, by keyboard', async () => {
    // An answer that never comes stands for a slow line.
    await page.route('**/files?name=slow.txt', () => undefined);
    await panel()
      .locator('input[type=file]')
      .setInputFiles([{ name: 'slow.txt', mimeType: 'text/plain', buffer: Buffer.from('slow') }]);
    const stop = panel().getByRole('button', { name: 'Cancel sending slow.txt' });
    await stop.focus();
    await page.keyboard.press('Enter');
    await stop.waitFor({ state: 'detached' });
    await expect.poll(() => panel().getByRole('link', { name: 'slow.txt' }).count()).toBe(0);
    await page.unroute('**/files?name=slow.txt');
  });

  test('are taken away after one question, by keyboard, and the history tells', async () => {
    await panel().getByRole('button', { name: 'Remove beds.csv' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Remove this file' });
    await dialog.getByText('Remove beds.csv?').waitFor();
    await dialog.getByRole('button', { name: 'Remove', exact: true }).press('Enter');
    await panel().getByRole('link', { name: 'beds.csv' }).waitFor({ state: 'detached' });
    await page.getByRole('region', { name: 'History' }).getByText('Remove a file').first().waitFor();
  });

  test.each(LOOK_NAMES)('are free of axe violations and do not scroll sideways in %s', async (look) => {
    const { page: other, context } = await clinic.ownerIn(look);
    await other.goto('/p/CLN/TSK-2');
    await other.getByRole('link', { name: 'layout 4 West.pdf' }).waitFor();
    expect(await violations(other)).toEqual([]);
    expect(await overflow(other)).toBe(0);
    await other.screenshot({ path: `${SHOTS}attachments-${look}.png`, fullPage: true });
    await context.close();
  });
});
