import type { Duration, Money, RichText } from '@callosum/kernel';

const HOUR = 3_600;

/** Working hours. */
export function hours(count: number): Duration {
  return { seconds: count * HOUR, unit: 'h', elapsed: false };
}

/** Minutes that pass by the clock. */
export function minutes(count: number): Duration {
  return { seconds: count * 60, unit: 'm', elapsed: true };
}

export function dollars(amount: number): Money {
  return { amount: String(Math.round(amount)), currency: 'USD' };
}

export function text(paragraph: string): RichText {
  return { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: paragraph }] }] };
}
