import { DAY, dayNumber } from '../time/civil.ts';
import type { Instant } from '../time/civil.ts';
import type { Days, Span } from './days.ts';

/** Days with a table at first; more are added when somebody asks for them. */
const FIRST_BEFORE = 400;
const FIRST_AFTER = 2600;
/** Before and after these days time runs by the clock. Microsoft Project ends in 2149. */
const EARLIEST = dayNumber(1900, 1, 1);
const LATEST = dayNumber(2200, 1, 1);
/** Seconds between two entries of the table that leads from instants to stretches, about four and a half hours. */
const TIME_STEP = 2 ** 14;
/** Working seconds between two entries of the table that leads from work to stretches, at least and at most. */
const LEAST_WORK_STEP = 2 ** 11;
const MOST_WORK_STEP = 2 ** 16;

/**
 * A calendar as a function from instants to working seconds, and back.
 *
 * Working time is counted from the midnight on which the day `origin` begins, before it is negative. A calendar is a list of stretches of work
 * without a gap. Within one, an instant is the working time of that instant and a constant; so a question costs one look-up that leads to the
 * stretch and an addition, however far apart two instants are. The steps of these tables are powers of two, which makes dividing by
 * them exact. One amount of working time may have many instants (a night, a weekend): {@link finishOf} gives the first of them, where work
 * ends, {@link startOf} the last, where work goes on.
 */
export class WorkingTime {
  readonly #days: Days;
  readonly #origin: number;
  /**
   * Two numbers for each stretch: the working seconds before it, and what leads from working seconds to instants within it. What follows the
   * last one has no end, and no instant in it is more work.
   */
  #stretches = new Float64Array();
  /** For each step of time the place in `#stretches` of the first that ends then or later. */
  #byTime = new Int32Array();
  /** The same for each step of working time. */
  #byWork = new Int32Array();
  /** The first day that has a table, and the first one after it that has none. */
  #first = 0;
  #end = 0;
  /** The first instant that has a table. */
  #from = 0.5;
  /** Working seconds at the first instant that has a table, and at the last. */
  #least = 0.5;
  #most = 0.5;
  /** How many steps the tables have; entries of working time end before the last work, after which something must go on. */
  #timeSteps = 0.5;
  #workSteps = 0.5;
  /** Steps in a working second. */
  #workScale = 0.5;

  /**
   * @param days shapes of the calendar's days
   * @param origin number of a day near the plan's start: where tables begin to grow from
   */
  constructor(days: Days, origin: number) {
    this.#days = days;
    this.#origin = Math.min(LATEST - 1, Math.max(EARLIEST, Math.floor(origin)));
    this.#tabulate(this.#origin - FIRST_BEFORE, this.#origin + FIRST_AFTER);
  }

  /** Working seconds from the origin to an instant. */
  workAt(instant: Instant): number {
    const step = (instant - this.#from) * (1 / TIME_STEP);
    if (!(step >= 0 && step < this.#timeSteps)) return this.#workBeyond(instant);
    const stretches = this.#stretches;
    let place = this.#byTime[step | 0] ?? 0;
    while (instant > (stretches[place + 2] ?? 0) + (stretches[place + 1] ?? 0)) place += 2;
    const work = instant - (stretches[place + 1] ?? 0);
    const before = stretches[place] ?? 0;
    return work > before ? work : before;
  }

  /** The first instant by which so much work is done: the end of working time, not the beginning of the next. */
  finishOf(work: number): Instant {
    const step = (work - this.#least) * this.#workScale;
    if (!(step > 0 && step < this.#workSteps)) return this.#instantBeyond(work, false);
    const stretches = this.#stretches;
    let place = this.#byWork[step | 0] ?? 0;
    while ((stretches[place + 2] ?? 0) < work) place += 2;
    return work + (stretches[place + 1] ?? 0);
  }

  /** The last instant before which so much work is done: where work goes on. */
  startOf(work: number): Instant {
    const step = (work - this.#least) * this.#workScale;
    if (!(step > 0 && step < this.#workSteps)) return this.#instantBeyond(work, true);
    const stretches = this.#stretches;
    let place = this.#byWork[step | 0] ?? 0;
    while ((stretches[place + 2] ?? 0) <= work) place += 2;
    return work + (stretches[place + 1] ?? 0);
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

  /** Working time where there is no table yet, or never: there it goes by the clock. */
  #workBeyond(instant: Instant): number {
    const day = Math.floor(instant / DAY);
    if (day < EARLIEST) {
      if (this.#first > EARLIEST) this.#tabulate(EARLIEST, this.#end);
      return this.#least + instant - EARLIEST * DAY;
    }
    if (day >= LATEST) {
      if (day === Infinity) return Infinity;
      if (this.#end < LATEST) this.#tabulate(this.#first, LATEST);
      return this.#most + instant - LATEST * DAY;
    }
    if (Number.isNaN(day)) return 0;
    const reached = Math.abs(day - this.#origin) * 2;
    if (day < this.#first) this.#tabulate(this.#origin - reached, this.#end);
    else this.#tabulate(this.#first, this.#origin + reached);
    return this.workAt(instant);
  }

  /**
   * When so much work is done, where there is no table yet, or never.
   * @param goesOn whether the instant is asked for where work goes on, and not where it ends
   */
  #instantBeyond(work: number, goesOn: boolean): Instant {
    while (work <= this.#least) {
      if (this.#first <= EARLIEST) return EARLIEST * DAY + work - this.#least;
      this.#tabulate(this.#origin - 2 * (this.#origin - this.#first), this.#end);
    }
    while (work >= this.#most) {
      if (work === Infinity || this.#end >= LATEST) return LATEST * DAY + work - this.#most;
      this.#tabulate(this.#first, this.#origin + 2 * (this.#end - this.#origin));
    }
    if (Number.isNaN(work)) return Number.NaN;
    return goesOn ? this.startOf(work) : this.finishOf(work);
  }

  #tabulate(from: number, until: number): void {
    this.#first = Math.max(EARLIEST, Math.floor(from));
    this.#end = Math.min(LATEST, Math.ceil(until));
    this.#from = this.#first * DAY;
    const shapeOf = new Uint16Array(this.#end - this.#first);
    this.#days.write(shapeOf, this.#first);
    const { stretches, shortest } = stretchesOf(this.#days.shapes, shapeOf, this.#first, this.#origin - this.#first);
    const last = stretches.length - 3;
    this.#stretches = stretches;
    this.#least = stretches[0] ?? 0;
    this.#most = stretches[last] ?? 0;
    this.#timeSteps = (this.#end * DAY - this.#from) / TIME_STEP;
    const step = 2 ** Math.floor(Math.log2(Math.min(MOST_WORK_STEP, Math.max(LEAST_WORK_STEP, shortest))));
    this.#workScale = 1 / step;
    this.#workSteps = (this.#most - this.#least) / step;
    this.#byTime = new Int32Array(Math.ceil(this.#timeSteps));
    this.#byWork = new Int32Array(Math.ceil(this.#workSteps));
    for (let entry = 0, place = 0; entry < this.#byTime.length; entry++) {
      const instant = this.#from + entry * TIME_STEP;
      while (place < last && (stretches[place + 2] ?? 0) + (stretches[place + 1] ?? 0) < instant) place += 2;
      this.#byTime[entry] = place;
    }
    for (let entry = 0, place = 0; entry < this.#byWork.length; entry++) {
      const work = this.#least + entry * step;
      while (place < last && (stretches[place + 2] ?? 0) < work) place += 2;
      this.#byWork[entry] = place;
    }
  }
}

/**
 * Stretches of work of days in a row, in the form that {@link WorkingTime} keeps them in.
 * @param shapeOf shape of each day
 * @param first number of the first day
 * @param origin index of the day before which working time is negative
 */
function stretchesOf(
  shapes: readonly (readonly Span[])[],
  shapeOf: Uint16Array,
  first: number,
  origin: number,
): { readonly stretches: Float64Array<ArrayBuffer>; readonly shortest: number } {
  let spans = 0;
  for (const shape of shapeOf) spans += shapes[shape]?.length ?? 0;
  const stretches = new Float64Array(2 * spans + 3);
  let at = 0;
  let work = 0;
  let zero = 0;
  let ended = -Infinity;
  let began = 0;
  let shortest = Infinity;
  for (let index = 0; index < shapeOf.length; index++) {
    if (index === origin) zero = work;
    const midnight = (first + index) * DAY;
    for (const span of shapes[shapeOf[index] ?? 0] ?? []) {
      const from = midnight + span.from;
      // A day that ends at midnight and the next one that begins then are one stretch.
      if (from !== ended) {
        if (at > 0) shortest = Math.min(shortest, work - began);
        began = work;
        stretches[at] = work;
        stretches[at + 1] = from - work;
        at += 2;
      }
      work += span.to - span.from;
      ended = midnight + span.to;
    }
  }
  shortest = Math.min(shortest, work - began);
  stretches[at] = work;
  stretches[at + 1] = Infinity;
  stretches[at + 2] = Infinity;
  for (let place = 0; place <= at; place += 2) {
    stretches[place] = (stretches[place] ?? 0) - zero;
    stretches[place + 1] = (stretches[place + 1] ?? 0) + zero;
  }
  return { stretches: stretches.slice(0, at + 3), shortest };
}
