import type { Json } from '../declare/json.ts';
import { sentenceIn } from '../declare/say.ts';

/** Details of a judgement with their sentences as English text. */
export function inEnglish(details: Readonly<Record<string, Json>> = {}): Record<string, Json> {
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, sentenceIn(value)?.text ?? value]));
}
