import type { IdentifierClass } from '../classes.ts';
import type { Replaced } from '../finding.ts';
import type { Label, Place, PlantedText } from './planted.ts';

/** How many of the planted values went, and how much of what went was planted. */
export class Score {
  readonly places: Record<Place, { planted: number; found: number }> = {
    typed: { planted: 0, found: 0 },
    text: { planted: 0, found: 0 },
    z: { planted: 0, found: 0 },
  };
  replaced = 0;
  rightly = 0;
  /** What was missed and what went by mistake, with what stands around it. */
  readonly missed: string[] = [];
  readonly mistaken: string[] = [];
  readonly classes = new Map<IdentifierClass, { planted: number; found: number }>();

  /** A value counts as found when none of its letters and figures stays; a replacement is right when it meets a planted value. */
  add({ text, labels }: PlantedText, replaced: readonly Replaced[]): void {
    const gone = new Uint8Array(text.length);
    for (const { offset, length } of replaced) gone.fill(1, offset, offset + length);
    for (const label of labels) this.#count(text, label, gone);
    const planted = new Uint8Array(text.length);
    for (const { start, end } of labels) planted.fill(1, start, end);
    for (const { offset, length, rule } of replaced) {
      this.replaced += 1;
      if (planted.subarray(offset, offset + length).includes(1)) this.rightly += 1;
      else this.mistaken.push(`${rule}: ${shown(text, offset, offset + length)}`);
    }
  }

  #count(text: string, { start, end, class: kind, place }: Label, gone: Uint8Array): void {
    let found = true;
    for (let at = start; at < end; at++) if (/[\p{L}\p{N}]/u.test(text.charAt(at)) && gone[at] === 0) found = false;
    const tally = this.classes.get(kind) ?? { planted: 0, found: 0 };
    this.classes.set(kind, tally);
    for (const counted of [tally, this.places[place]]) {
      counted.planted += 1;
      if (found) counted.found += 1;
    }
    if (!found) this.missed.push(`${place} ${kind}: ${shown(text, start, end)}`);
  }

  recall(place: Place): number {
    const { planted, found } = this.places[place];
    return planted === 0 ? 1 : found / planted;
  }

  get precision(): number {
    return this.replaced === 0 ? 1 : this.rightly / this.replaced;
  }
}

const shown = (text: string, start: number, end: number): string =>
  `${text.slice(Math.max(0, start - 30), start)}⟦${text.slice(start, end)}⟧${text.slice(end, end + 20)}`.replaceAll(
    /[\r\n]/g,
    '⏎',
  );
