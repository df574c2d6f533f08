import { DAY, dayNumber } from '../time/civil.ts';
import type { Instant } from '../time/civil.ts';
import type { Days } from './days.ts';

/** Days with a table at first; more are added when somebody asks for them. */
const FIRST_BEFORE = 400;
const FIRST_AFTER = 2600;
/** Before and after these days time runs by the clock. Microsoft Project ends in 2149. */
const EARLIEST = dayNumber(1900, 1, 1);
const LATEST = dayNumber(2200, 1, 1);
/** Working seconds between two entries of the table that leads from work to days: half a usual day, so that the entry is mostly the day. */
const STEP = 16_384;
/** So many days are looked at one by one before the rest is halved. */
const WALK = 12;

/**
 * A calendar as a function from instants to working seconds, and back.
 *
 * Working time is counted from the midnight on which the day `origin` begins, before it is negative. Prefix sums over days and a table from
 * working time to days make every question cost a few look-ups, however far apart two instants are. One amount of working time may have many
 * instants (a night, a weekend): {@link finishOf} gives the first of them, where work ends, {@link startOf} the last, where work goes on.
 */
export class WorkingTime {
  readonly #days: Days;
  readonly #origin: number;
  readonly #shapeStart: Int32Array;
  readonly #spanFrom: Float64Array;
  readonly #spanTo: Float64Array;
  #first = 0;
  #count = 0;
  #shapeOf = new Uint16Array();
  /** Working seconds before each day, one more than there are days. */
  #before = new Float64Array();
  /** The day in which a multiple of STEP lies, counted from the work before the first day. */
  #dayOfStep = new Int32Array();

  /**
   * @param days shapes of the calendar's days
   * @param origin number of a day near the plan's start: where tables begin to grow from
   */
  constructor(days: Days, origin: number) {
    this.#days = days;
    this.#origin = Math.min(LATEST - 1, Math.max(EARLIEST, Math.floor(origin)));
    const spans = days.shapes.flat();
    this.#spanFrom = Float64Array.from(spans, ({ from }) => from);
    this.#spanTo = Float64Array.from(spans, ({ to }) => to);
    this.#shapeStart = new Int32Array(days.shapes.length + 1);
    let total = 0;
    for (const [index, shape] of days.shapes.entries()) {
      this.#shapeStart[index] = total;
      total += shape.length;
    }
    this.#shapeStart[days.shapes.length] = total;
    this.#tabulate(this.#origin - FIRST_BEFORE, this.#origin + FIRST_AFTER);
  }

  /** Working seconds from the origin to an instant. */
  workAt(instant: Instant): number {
    const day = Math.floor(instant / DAY);
    let index = day - this.#first;
    if (index < 0 || index >= this.#count) {
      const outside = this.#reach(day, instant);
      if (outside !== undefined) return outside;
      index = day - this.#first;
    }
    const second = instant - day * DAY;
    const shape = this.#shapeOf[index] ?? 0;
    const end = this.#shapeStart[shape + 1] ?? 0;
    let work = this.#before[index] ?? 0;
    for (let span = this.#shapeStart[shape] ?? 0; span < end; span++) {
      const from = this.#spanFrom[span] ?? 0;
      if (second <= from) break;
      const to = this.#spanTo[span] ?? 0;
      work += (second < to ? second : to) - from;
    }
    return work;
  }

  /** The first instant by which so much work is done: the end of working time, not the beginning of the next. */
  finishOf(work: number): Instant {
    const outside = this.#within(work);
    if (outside !== undefined) return outside;
    let index = this.#dayNear(work);
    // The day with before < work <= before of the next.
    if ((this.#before[index + 1] ?? 0) < work) index = this.#walk(index, work, false);
    const shape = this.#shapeOf[index] ?? 0;
    let rest = work - (this.#before[index] ?? 0);
    let span = this.#shapeStart[shape] ?? 0;
    for (const end = (this.#shapeStart[shape + 1] ?? 0) - 1; span < end; span++) {
      const length = (this.#spanTo[span] ?? 0) - (this.#spanFrom[span] ?? 0);
      if (rest <= length) break;
      rest -= length;
    }
    return (this.#first + index) * DAY + (this.#spanFrom[span] ?? 0) + rest;
  }

  /** The last instant before which so much work is done: where work goes on. */
  startOf(work: number): Instant {
    const outside = this.#within(work);
    if (outside !== undefined) return outside;
    let index = this.#dayNear(work);
    // The day with before <= work < before of the next.
    if ((this.#before[index + 1] ?? 0) <= work) index = this.#walk(index, work, true);
    const shape = this.#shapeOf[index] ?? 0;
    let rest = work - (this.#before[index] ?? 0);
    let span = this.#shapeStart[shape] ?? 0;
    for (const end = (this.#shapeStart[shape + 1] ?? 0) - 1; span < end; span++) {
      const length = (this.#spanTo[span] ?? 0) - (this.#spanFrom[span] ?? 0);
      if (rest < length) break;
      rest -= length;
    }
    return (this.#first + index) * DAY + (this.#spanFrom[span] ?? 0) + rest;
  }

  /** The instant itself if work may go on there, else when it next does. */
  nextStart(instant: Instant): Instant {
    return this.startOf(this.workAt(instant));
  }

  /** The instant itself if work goes on until then, else when it last did. */
  previousFinish(instant: Instant): Instant {
    return this.finishOf(this.workAt(instant));
  }

  /** An instant moved by working seconds. Later ends where work ends; earlier and not at all begin where work begins. */
  add(instant: Instant, seconds: number): Instant {
    const work = this.workAt(instant) + seconds;
    return seconds > 0 ? this.finishOf(work) : this.startOf(work);
  }

  /** Working seconds between two instants; negative if the second is earlier. */
  between(from: Instant, to: Instant): number {
    return this.workAt(to) - this.workAt(from);
  }

  /** Whether the instant's day has any working time. */
  isWorkingDay(day: number): boolean {
    return this.workAt((day + 1) * DAY) > this.workAt(day * DAY);
  }

  /** A day not after that on which `work` is done; close to it. */
  #dayNear(work: number): number {
    const step = Math.floor((work - (this.#before[0] ?? 0)) / STEP);
    return this.#dayOfStep[step < 0 ? 0 : step] ?? this.#count - 1;
  }

  /** The first day from `index` on whose end has more work than given (or, unless `strictly`, as much). */
  #walk(index: number, work: number, strictly: boolean): number {
    const before = this.#before;
    let low = index;
    for (let steps = 0; steps < WALK; steps++) {
      const after = before[low + 1] ?? Infinity;
      if (strictly ? after > work : after >= work) return low;
      low++;
    }
    let high = this.#count - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      const after = before[middle + 1] ?? Infinity;
      if (strictly ? after > work : after >= work) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Makes tables reach the day; the working time by the clock where there can be no table. */
  #reach(day: number, instant: Instant): number | undefined {
    if (day === Infinity) return Infinity;
    if (day < EARLIEST) {
      if (this.#first > EARLIEST) this.#tabulate(EARLIEST, this.#first + this.#count);
      return (this.#before[0] ?? 0) + instant - EARLIEST * DAY;
    }
    if (day >= LATEST) {
      if (this.#first + this.#count < LATEST) this.#tabulate(this.#first, LATEST);
      return (this.#before[this.#count] ?? 0) + instant - LATEST * DAY;
    }
    const reached = Math.abs(day - this.#origin) * 2;
    if (day < this.#first) this.#tabulate(this.#origin - reached, this.#first + this.#count);
    else this.#tabulate(this.#first, this.#origin + reached);
    return undefined;
  }

  /** Makes tables reach the work; the instant by the clock where there can be no table. */
  #within(work: number): Instant | undefined {
    while (work <= (this.#before[0] ?? 0)) {
      if (this.#first <= EARLIEST) return EARLIEST * DAY + work - (this.#before[0] ?? 0);
      this.#tabulate(this.#origin - 2 * (this.#origin - this.#first), this.#first + this.#count);
    }
    while (work >= (this.#before[this.#count] ?? 0)) {
      if (work === Infinity) return Infinity;
      const until = this.#first + this.#count;
      if (until >= LATEST) return LATEST * DAY + work - (this.#before[this.#count] ?? 0);
      this.#tabulate(this.#first, this.#origin + 2 * (until - this.#origin));
    }
    return undefined;
  }

  #tabulate(from: number, until: number): void {
    const first = Math.max(EARLIEST, Math.floor(from));
    const count = Math.min(LATEST, Math.ceil(until)) - first;
    const shapeOf = new Uint16Array(count);
    this.#days.write(shapeOf, first);
    const lengths = this.#days.shapes.map((spans) => spans.reduce((sum, span) => sum + span.to - span.from, 0));
    const before = new Float64Array(count + 1);
    let work = 0;
    for (let index = 0; index < count; index++) {
      before[index] = work;
      work += lengths[shapeOf[index] ?? 0] ?? 0;
    }
    before[count] = work;
    const zero = before[this.#origin - first] ?? 0;
    for (let index = 0; index <= count; index++) before[index] = (before[index] ?? 0) - zero;
    const least = before[0] ?? 0;
    const dayOfStep = new Int32Array(Math.floor(((before[count] ?? 0) - least) / STEP) + 2);
    let day = 0;
    for (let step = 0; step < dayOfStep.length; step++) {
      while (day < count - 1 && (before[day + 1] ?? 0) < least + step * STEP) day++;
      dayOfStep[step] = day;
    }
    this.#first = first;
    this.#count = count;
    this.#shapeOf = shapeOf;
    this.#before = before;
    this.#dayOfStep = dayOfStep;
  }
}
