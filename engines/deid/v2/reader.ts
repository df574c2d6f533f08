import type { IdentifierClass } from '../classes.ts';
import type { Finding, Treatment } from '../finding.ts';
import type { Range, Segment, Separators } from './split.ts';
import { split } from './split.ts';

/** A value that no separator divides further, with where it stands. */
export interface Leaf {
  readonly range: Range;
  readonly path: string;
}

/** One message while it is read: its text, its separators, and what was found so far. */
export class Reader {
  readonly text: string;
  readonly separators: Separators;
  readonly findings: Finding[] = [];
  /** Texts in which what was found elsewhere is looked for as well. */
  readonly open: Leaf[] = [];
  /** Values that are no codes where codes are expected. */
  readonly kept: Leaf[] = [];

  constructor(text: string, separators: Separators) {
    this.text = text;
    this.separators = separators;
  }

  value([start, end]: Range): string {
    return this.text.slice(start, end);
  }

  repetitions(field: Range): Range[] {
    return split(this.text, field, this.separators.repetition);
  }

  components(repetition: Range): Range[] {
    return split(this.text, repetition, this.separators.component);
  }

  subcomponents(component: Range): Range[] {
    return split(this.text, component, this.separators.subcomponent);
  }

  /** Notes a finding in a value; blanks around it and the explicit null `""` stay. */
  note(range: Range, path: string, kind: IdentifierClass, treatment: Treatment, rule: string): void {
    let [start, end] = range;
    while (start < end && /\s/.test(this.text.charAt(start))) start += 1;
    while (end > start && /\s/.test(this.text.charAt(end - 1))) end -= 1;
    const value = this.text.slice(start, end);
    if (!/[\p{L}\p{N}]/u.test(value) || (treatment === 'ssn' && !/\d/.test(value))) return;
    this.findings.push({ start, end, class: kind, treatment, rule, weight: 100, path });
  }

  /** Notes findings within a value; their offsets count from where it begins. */
  noteAll(range: Range, path: string, findings: readonly Finding[]): void {
    for (const finding of findings) {
      this.findings.push({ ...finding, start: finding.start + range[0], end: finding.end + range[0], path });
    }
  }

  /**
   * A value as people read it, of the same length: escapes become blanks, and line ends where they say so.
   */
  readable(range: Range): string {
    const text = this.value(range);
    const { escape } = this.separators;
    if (escape === '' || !text.includes(escape)) return text;
    let result = '';
    let at = 0;
    for (;;) {
      const start = text.indexOf(escape, at);
      const end = start < 0 ? -1 : text.slice(start, start + MAX_ESCAPE).indexOf(escape, 1);
      if (start < 0) return result + text.slice(at);
      if (end < 0 || /[\r\n\s]/.test(text.slice(start, start + end))) {
        result += text.slice(at, start + 1);
        at = start + 1;
        continue;
      }
      const line = /^\.(?:br|sp|ce|in|ti)/.test(text.slice(start + 1, start + 5));
      result += text.slice(at, start) + (line ? '\n' : ' ').padEnd(end + 1);
      at = start + end + 1;
    }
  }
}

const MAX_ESCAPE = 64;

/** `PID-5`, `OBX[3]-5[2].1.2`: numbers from 1, those that are 1 by nature left out. */
export function pathOf(segment: Segment, field: number, repetition = 1, component = 0, subcomponent = 0): string {
  const place = segment.occurrence > 1 ? `[${segment.occurrence}]` : '';
  const again = repetition > 1 ? `[${repetition}]` : '';
  const part = component > 0 ? `.${component}${subcomponent > 0 ? `.${subcomponent}` : ''}` : '';
  return `${segment.name}${place}-${field}${again}${part}`;
}
