import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Bounds, distance, eventsAbout, isSameWithin, lastWithin, timelineOf, turnedBetween } from './timeline.ts';

// What a timeline answers by its orders, against somebody who looks at every event.

const events = fc.array(fc.record({ effective: fc.nat(30), subject: fc.constantFrom('a', 'b', 'c', 'd', 'e') }), {
  maxLength: 60,
});
const bounds: fc.Arbitrary<Bounds> = fc.record({
  upTo: fc.nat(70),
  effectiveUpTo: fc.oneof(fc.nat(35), fc.constant(Number.POSITIVE_INFINITY)),
});

test('which events lie between two bounds, what they are about, and what else was said of that', () => {
  fc.assert(
    fc.property(events, bounds, bounds, (told, from, to) => {
      const timeline = timelineOf(told);
      const isIn = ({ upTo, effectiveUpTo }: Bounds, place: number): boolean =>
        place < upTo && (told[place]?.effective ?? 0) <= effectiveUpTo;
      const places = Array.from(told, (_event, place) => place);
      const differing = places.filter((place) => isIn(from, place) !== isIn(to, place));
      const about = new Set<string>(differing.map((place) => told[place]?.subject ?? ''));
      expect(distance(timeline, from, to)).toBe(differing.length);
      expect(turnedBetween(timeline, from, to)).toEqual(about);
      expect(eventsAbout(timeline, about, to)).toEqual(
        places.filter((place) => about.has(told[place]?.subject ?? '') && isIn(to, place)).map((place) => place + 1),
      );
      for (const subject of ['a', 'b', 'c', 'd', 'e'])
        expect(isSameWithin(timeline, subject, from, to)).toBe(!about.has(subject));
      expect(lastWithin(timeline, to)).toBe((places.findLast((place) => isIn(to, place)) ?? -1) + 1);
    }),
  );
});

test('what is read in parts comes to the same', () => {
  fc.assert(
    fc.property(events, fc.array(fc.nat(20)), (told, sizes) => {
      let read = 0;
      const parts = [...sizes, told.length].map((size) => told.slice(read, (read += size)));
      expect(timelineOf(...parts)).toEqual(timelineOf(told));
      const { byEffect } = timelineOf(told);
      const whenOf = (place: number): number => told[place]?.effective ?? 0;
      expect(byEffect).toEqual(
        Array.from(told, (_event, place) => place).sort((a, b) => whenOf(a) - whenOf(b) || a - b),
      );
    }),
  );
});
