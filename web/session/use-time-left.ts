import { useQueryClient } from '@tanstack/react-query';
import { ORPCError } from '@orpc/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useApi } from '../composition.ts';

/** Warned this long before the end. */
const WARN_S = 60;
/** While somebody works, the server is told so at most this often. */
const TELL_MS = 45_000;
const TICK_MS = 1_000;
/** An answer takes a moment. */
const ASK_MS = 2_000;
const SIGNS_OF_LIFE = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** How it stands with the session: open, about to end in so many seconds, or over. */
export type TimeLeft = { readonly state: 'open' | 'over' } | { readonly state: 'ending'; readonly seconds: number };

const secondsUntil = (moment: number): number =>
  Math.max(0, Math.ceil(((Number.isNaN(moment) ? 0 : moment) - performance.now()) / 1000));

/**
 * Watches for signs of life and tells the server; counts down when there are none. The server decides: before the
 * warning and at the end it is asked, because somebody may be at work in another tab.
 */
export function useTimeLeft() {
  const api = useApi();
  const queries = useQueryClient();
  const [left, setLeft] = useState<TimeLeft>({ state: 'open' });
  const isOver = left.state === 'over';
  /** Not a number until the server has said so. */
  const end = useRef(Number.NaN);
  const told = useRef(0);
  const asked = useRef(0);

  const over = useCallback(() => setLeft({ state: 'over' }), []);
  const learn = useCallback(
    async (call: () => Promise<{ idleSeconds: number }>): Promise<void> => {
      try {
        const { idleSeconds } = await call();
        end.current = performance.now() + idleSeconds * 1000;
        const seconds = Math.ceil(idleSeconds);
        setLeft(seconds > WARN_S ? { state: 'open' } : { state: 'ending', seconds });
      } catch (error) {
        // Without a network nobody knows; the next tick asks again.
        if (error instanceof ORPCError && error.status === 401) over();
      }
    },
    [over],
  );
  const stay = useCallback(async (): Promise<void> => {
    told.current = performance.now();
    await learn(() => api.identity.stay.call());
  }, [api, learn]);

  useEffect(() => {
    if (isOver) return undefined;
    const alive = (): void => {
      const silence = performance.now() - told.current;
      if (silence > TELL_MS || (silence > ASK_MS && secondsUntil(end.current) <= WARN_S)) void stay();
    };
    const tick = (): void => {
      const seconds = secondsUntil(end.current);
      if (seconds > WARN_S) return;
      const now = performance.now();
      const isKnown = seconds > 0 && now - asked.current < WARN_S * 1000;
      if (isKnown) {
        setLeft((before) => (before.state === 'over' ? before : { state: 'ending', seconds }));
      } else if (now - asked.current > ASK_MS) {
        asked.current = now;
        void learn(() => api.identity.session.call());
      }
    };
    const clock = setInterval(tick, TICK_MS);
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, alive, { passive: true });
    return () => {
      clearInterval(clock);
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, alive);
    };
  }, [api, learn, stay, isOver]);

  // Signed out elsewhere: the first refused question tells.
  useEffect(
    () =>
      queries.getQueryCache().subscribe((event) => {
        if (event.type !== 'updated' || event.action.type !== 'error') return;
        const { error } = event.action;
        if (error instanceof ORPCError && error.status === 401) over();
      }),
    [queries, over],
  );
  const back = useCallback(() => setLeft({ state: 'open' }), []);
  return { left, stay, back };
}
