import { DAY, dayNumber } from '../time/civil.ts';
import type { Instant } from '../time/civil.ts';
import type { Days } from './days.ts';

/** Days with a table at first; more are added when somebody asks for them. */
const FIRST_BEFORE = 400;
const FIRST_AFTER = 2600;
/** Before and after these days time runs by the clock. Microsoft Project ends in 2149. */
const EARLIEST = dayNumber(1900, 1, 1);
const LATEST = dayNumber(2200, 1, 1);
/** Working seconds between two entries of the table that leads from work to days, at least. */
const LEAST_STEP = 3600;
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
  /**
   * Working seconds between two entries of the table that leads from work to days: those of the shortest day, so that most entries are the
   * very day.
   */
  readonly #step: number;
  /** The day in which a multiple of the step lies, counted from the work before the first day. */
  #dayOfStep = new Int32Array();
  #least = 0;
  /** When work goes on after each day; NaN where that lies outside the table. */
  #nextStart = new Float64Array();
  #otherEnd = Number.NaN;

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
    const lengths = days.shapes.map((spans) => spans.reduce((sum, { from, to }) => sum + to - from, 0));
    this.#step = lengths.reduce((one, length) => (length >= LEAST_STEP && length < one ? length : one), DAY);
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

  /**
   * The other instant of the working time that {@link finishOf} or {@link startOf} was asked for last: after a finish, where work goes
   * on; before a start, where it ended. NaN where that was not at hand.
   */
  get otherEnd(): Instant {
    return this.#otherEnd;
  }

  /** The first instant by which so much work is done: the end of working time, not the beginning of the next. */
  finishOf(work: number): Instant {
    const index = this.#dayUntil(work);
    if (index < 0) return this.#byTheClock(work);
    const shape = this.#shapeOf[index] ?? 0;
    let rest = work - (this.#before[index] ?? 0);
    let span = this.#shapeStart[shape] ?? 0;
    const last = (this.#shapeStart[shape + 1] ?? 0) - 1;
    for (; span < last; span++) {
      const length = (this.#spanTo[span] ?? 0) - (this.#spanFrom[span] ?? 0);
      if (rest <= length) break;
      rest -= length;
    }
    const midnight = (this.#first + index) * DAY;
    const second = (this.#spanFrom[span] ?? 0) + rest;
    if (second < (this.#spanTo[span] ?? 0)) this.#otherEnd = midnight + second;
    else if (span < last) this.#otherEnd = midnight + (this.#spanFrom[span + 1] ?? 0);
    else this.#otherEnd = this.#nextStart[index] ?? Number.NaN;
    return midnight + second;
  }

  /** The last instant before which so much work is done: where work goes on. */
  startOf(work: number): Instant {
    const index = this.#dayUntil(work);
    if (index < 0) return this.#byTheClock(work);
    const shape = this.#shapeOf[index] ?? 0;
    let span = this.#shapeStart[shape] ?? 0;
    const last = (this.#shapeStart[shape + 1] ?? 0) - 1;
    const midnight = (this.#first + index) * DAY;
    if (this.#before[index + 1] === work) {
      this.#otherEnd = midnight + (this.#spanTo[last] ?? 0);
      return this.#nextStart[index] ?? Number.NaN;
    }
    let rest = work - (this.#before[index] ?? 0);
    for (; span < last; span++) {
      const length = (this.#spanTo[span] ?? 0) - (this.#spanFrom[span] ?? 0);
      if (rest < length) break;
      rest -= length;
    }
    const instant = midnight + (this.#spanFrom[span] ?? 0) + rest;
    this.#otherEnd = rest > 0 ? instant : midnight + (this.#spanTo[span - 1] ?? 0);
    return instant;
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

  /** The day in which so much work is done, at its end at the latest; -1 where time goes by the clock. */
  #dayUntil(work: number): number {
    const step = Math.floor((work - this.#least) / this.#step);
    const index = step > 0 ? this.#dayOfStep[step] : undefined;
    if (index === undefined) return this.#seek(work);
    return (this.#before[index + 1] ?? 0) < work ? this.#walk(index, work) : index;
  }

  /** The first day from `index` on whose end has as much work. */
  #walk(index: number, work: number): number {
    const before = this.#before;
    let low = index;
    for (let steps = 0; steps < WALK; steps++) {
      if ((before[low + 1] ?? Infinity) >= work) return low;
      low++;
    }
    let high = this.#count - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((before[middle + 1] ?? Infinity) >= work) high = middle;
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

  /** Makes tables reach the work. @returns the day in which it is done, at its end at the latest; -1 where there can be no table. */
  #seek(work: number): number {
    while (work <= (this.#before[0] ?? 0)) {
      if (this.#first <= EARLIEST) return -1;
      this.#tabulate(this.#origin - 2 * (this.#origin - this.#first), this.#first + this.#count);
    }
    while (work >= (this.#before[this.#count] ?? 0)) {
      const until = this.#first + this.#count;
      if (work === Infinity || until >= LATEST) return -1;
      this.#tabulate(this.#first, this.#origin + 2 * (until - this.#origin));
    }
    return this.#walk(0, work);
  }

  /** When so much work is done before or after all tables. */
  #byTheClock(work: number): Instant {
    this.#otherEnd = Number.NaN;
    const least = this.#before[0] ?? 0;
    if (work <= least) return EARLIEST * DAY + work - least;
    return LATEST * DAY + work - (this.#before[this.#count] ?? 0);
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
    const nextStart = new Float64Array(count);
    let next = Number.NaN;
    for (let index = count - 1; index >= 0; index--) {
      nextStart[index] = next;
      const [span] = this.#days.shapes[shapeOf[index] ?? 0] ?? [];
      if (span !== undefined) next = (first + index) * DAY + span.from;
    }
    const least = before[0] ?? 0;
    // The last entry lies within the table, so that work goes on after all that is found by them.
    const dayOfStep = new Int32Array(Math.floor(((before[count] ?? 0) - least) / this.#step));
    let day = 0;
    for (let step = 0; step < dayOfStep.length; step++) {
      while (day < count - 1 && (before[day + 1] ?? 0) < least + step * this.#step) day++;
      dayOfStep[step] = day;
    }
    this.#first = first;
    this.#count = count;
    this.#shapeOf = shapeOf;
    this.#before = before;
    this.#dayOfStep = dayOfStep;
    this.#nextStart = nextStart;
    this.#least = least;
  }
}
