import type { Finding } from '../check/findings.ts';
import { checkAgainst } from '../check/message.ts';
import type { MessageProfile, Profile } from '../profile/model.ts';
import type { Message } from '../syntax/message.ts';
import { buildDraft } from './build.ts';
import type { Making } from './build.ts';
import { messageFrom } from './draft.ts';
import type { Draft } from './draft.ts';
import { createRandom } from './random.ts';
import { repairDraft } from './repair.ts';

export interface GenerateOptions {
  readonly count: number;
  /** The same seed gives the same messages. */
  readonly seed: number;
  /** Only messages of this type and event, such as ADT^A01. */
  readonly trigger?: string;
}

export interface Generated {
  readonly message: Message;
  /** What is still wrong with it; none when it is valid. */
  readonly errors: readonly Finding[];
}

/** A message that does not become valid is begun anew, with less and less in it. */
const DENSITIES = [1, 1, 1, 0.7, 0.5, 0.3, 0.15, 0, 0];

/** Makes messages that fit a profile, with invented contents. */
export function* generateMessages(profile: Profile, options: GenerateOptions): Generator<Generated> {
  for (const { draft, making } of drafts(profile, options)) {
    const message = messageFrom(draft);
    yield { message, errors: errorsIn(message, making) };
  }
}

/** The same before they are written. */
export function* drafts(
  profile: Profile,
  { count, seed, trigger }: GenerateOptions,
): Generator<{ draft: Draft; making: Making }> {
  const described = profile.messages.filter((one) => trigger === undefined || `${one.type}^${one.event}` === trigger);
  if (described.length === 0) return;
  const random = createRandom(seed);
  for (let number = 1; number <= count; number++) {
    const message = described[(number - 1) % described.length];
    if (!message) return;
    let best = make({ profile, message, random, number, density: 1 });
    for (let tried = 1; tried < DENSITIES.length && best.errors > 0; tried++) {
      const next = make({ profile, message, random, number, density: DENSITIES[tried] ?? 0 });
      if (next.errors < best.errors) best = next;
    }
    yield best;
  }
}

function make(making: Making): { draft: Draft; making: Making; errors: number } {
  const draft = buildDraft(making);
  repairDraft(draft, making);
  return { draft, making, errors: errorsIn(messageFrom(draft), making).length };
}

/** Errors of a message against the description that it was made from. */
export function errorsIn(
  message: Message,
  { message: described, profile }: { readonly message: MessageProfile; readonly profile: Profile },
): readonly Finding[] {
  return checkAgainst(message, described, profile, 'profile').filter(({ severity }) => severity === 'error');
}
