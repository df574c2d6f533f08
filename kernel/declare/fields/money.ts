import { rule, say } from '../say.ts';
import { z } from 'zod';
import type { Money, MoneyField } from '../field.ts';
import type { FieldType } from '../field-type.ts';

/** At most 15 digits, so that a number holds every amount exactly when amounts are put in order. */
const AMOUNT = /^-?(?:0|[1-9]\d{0,10})(?:\.\d{0,3}[1-9])?$/;
const WRITTEN = /^(?:([A-Za-z]{3})\s*)?([-−]?)\s*([\d.,'’\s\u00a0\u202f]*\d)\s*([A-Za-z]{3})?$/;

export const money: FieldType<MoneyField, Money> = {
  schema: (field) =>
    z.strictObject({
      amount: z
        .string()
        .regex(AMOUNT, rule`is not an amount of at most 11 digits and 4 decimals`)
        .refine((amount) => amount !== '-0', rule`is not an amount`),
      currency: z.enum(field.currencies),
    }),
  parse: (written, field) => {
    const parts = WRITTEN.exec(written.trim());
    const [, before, minus = '', digits = '', after] = parts ?? [];
    const currency = (before ?? after ?? field.currencies[0]).toUpperCase();
    const amount = parts && !(before && after) ? plainAmount(digits) : undefined;
    if (amount === undefined)
      return { problem: say`“${written}” is not an amount; write it as 1250.50 ${field.currencies[0]}` };
    if (!field.currencies.includes(currency)) {
      return { problem: say`“${currency}” is not one of the currencies: ${field.currencies.join(', ')}` };
    }
    return { value: { amount: minus && amount !== '0' ? `-${amount}` : amount, currency } };
  },
  format: ({ amount, currency }) => `${amount} ${currency}`,
  sqlType: 'numeric',
  keyPath: ['amount'],
  sortKey: ({ amount }) => Number(amount),
  compares: 'order',
  example: (field, seed) => ({
    amount: `${100 + seed}.5`,
    currency: field.currencies[seed % field.currencies.length] ?? field.currencies[0],
  }),
};

/**
 * Digits without grouping and needless noughts. A separator with three digits behind it groups when it occurs again, when
 * another one follows, or when it is a comma, blank or apostrophe; otherwise the last one is the decimal sign.
 */
function plainAmount(digits: string): string | undefined {
  const bare = digits.replace(/[\s\u00a0\u202f'’]/g, '');
  const last = Math.max(bare.lastIndexOf('.'), bare.lastIndexOf(','));
  const sign = last < 0 ? '' : bare.charAt(last);
  const groups = last >= 0 && (bare.indexOf(sign) !== last || (sign === ',' && bare.length - last === 4));
  const whole = groups || last < 0 ? bare : bare.slice(0, last);
  const fraction = groups || last < 0 ? '' : bare.slice(last + 1);
  if (!/^\d{1,3}(?:[.,]\d{3})+$|^\d+$/.test(whole) || /[.,]/.test(fraction)) return undefined;
  const plain = whole.replace(/[.,]/g, '').replace(/^0+(?=\d)/, '');
  const rest = fraction.replace(/0+$/, '');
  return rest === '' ? plain : `${plain}.${rest}`;
}
