import {
  type Field,
  type Fields,
  fieldType,
  type FieldValues,
  isRichText,
  itemsOf,
  type Json,
  localTimeOf,
  plainText,
  ratingOf,
} from '@callosum/kernel';
import type { Page } from 'playwright-core';

/** What is done to one input of a form: found by the words above it, as people find it. */
type Step =
  | { readonly do: 'type' | 'select'; readonly label: string; readonly text: string }
  | { readonly do: 'tick'; readonly label: string; readonly within?: string }
  | { readonly do: 'add'; readonly label: string; readonly texts: readonly string[] };

/** How a value gets into the inputs of its field. */
function stepsFor(field: Field, value: Json, zone: string): readonly Step[] {
  const { label } = field;
  const text = typeof value === 'string' ? value : '';
  const select = (one: string, name = label): Step => ({ do: 'select', label: name, text: one });
  switch (field.type) {
    case 'choice':
    case 'kindName':
    case 'person':
      return [select(text)];
    case 'people':
      return listOf(value).map((one) => select(one));
    case 'flag':
      return value === true ? [{ do: 'tick', label }] : [];
    case 'choices':
      return listOf(value).map((one) => ({ do: 'tick', label: field.options[one] ?? one, within: label }));
    case 'checklist':
      return [{ do: 'add', label, texts: itemsOf(value).map(({ text }) => text) }];
    case 'rating': {
      const at = ratingOf(value)?.at ?? {};
      return field.table.axes.map((axis) => select(at[axis.key] ?? '', `${label} › ${axis.label}`));
    }
    case 'dateTime':
      return [{ do: 'type', label, text: localTimeOf(text, zone) }];
    case 'date':
    case 'localTime':
    case 'text':
      return [{ do: 'type', label, text }];
    case 'richText':
    case 'file':
    case 'formula':
    case 'structure':
      throw new Error(`Nobody fills in “${label}” in this way`);
    default:
      return [{ do: 'type', label, text: fieldType(field).format(value) }];
  }
}

function listOf(value: Json): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/**
 * Fills in a form that is open.
 * @param where finds it in the page.
 * @returns labels for which there is no input.
 */
export async function fillIn(
  page: Page,
  fields: Fields,
  values: FieldValues,
  zone: string,
  where = 'main form',
): Promise<string[]> {
  const given = Object.entries(values).flatMap(([name, value]) => {
    const field = fields[name];
    return field ? [{ field, value }] : [];
  });
  const steps = given.flatMap(({ field, value }) => (isRichText(value) ? [] : stepsFor(field, value, zone)));
  const missing = await takeSteps(page, steps, where);
  // What is written in an editor of its own wants keys.
  for (const { field, value } of given) {
    if (!isRichText(value)) continue;
    await page.locator(where).getByRole('textbox', { name: field.label }).click();
    await page.keyboard.insertText(plainText(value));
  }
  return missing;
}

/**
 * Takes all steps in the page: a message to the browser for each input would take most of the time. Inputs are found by their
 * labels and told of what is typed as the browser itself tells them.
 */
function takeSteps(page: Page, steps: readonly Step[], where: string): Promise<string[]> {
  return page.evaluate(
    async ({ todo, place }) => {
      const form = document.querySelector(place);
      if (!form) return ['the form'];
      const missing: string[] = [];
      const said = (element: Element | null): string => (element?.textContent ?? '').replace(/ \*$/, '').trim();
      const labelled = (label: string, scope: Element = form): Element | null => {
        const found = [...scope.querySelectorAll('label')].find((one) => said(one) === label);
        return found?.htmlFor ? document.getElementById(found.htmlFor) : null;
      };
      const groupOf = (label: string): Element | null =>
        [...form.querySelectorAll('[aria-labelledby]')].find(
          (one) => said(document.getElementById(one.getAttribute('aria-labelledby') ?? '')) === label,
        ) ?? null;
      const rendered = (): Promise<void> => new Promise((done) => setTimeout(done, 0));
      const put = (element: Element, text: string): void => {
        const made =
          element instanceof HTMLTextAreaElement
            ? HTMLTextAreaElement
            : element instanceof HTMLSelectElement
              ? HTMLSelectElement
              : HTMLInputElement;
        Object.getOwnPropertyDescriptor(made.prototype, 'value')?.set?.call(element, text);
        element.dispatchEvent(new Event(element instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }));
      };
      for (const step of todo) {
        const [group = '', axis] = step.label.split(' › ');
        if (step.do === 'add') {
          const list = groupOf(step.label);
          const button = list?.parentElement?.querySelector(':scope > button');
          for (const text of step.texts) {
            if (button instanceof HTMLElement) button.click();
            await rendered();
            const input = [...(list?.querySelectorAll('input') ?? [])].at(-1);
            if (input) put(input, text);
            else missing.push(step.label);
            await rendered();
          }
          continue;
        }
        const scope =
          step.do === 'tick' && step.within !== undefined
            ? groupOf(step.within)
            : axis === undefined
              ? form
              : groupOf(group);
        const input = scope && labelled(axis ?? step.label, scope);
        if (!input) missing.push(step.label);
        else if (step.do === 'tick' && input instanceof HTMLElement) input.click();
        else if (step.do !== 'tick') put(input, step.text);
        await rendered();
      }
      return missing;
    },
    { todo: steps, place: where },
  );
}
