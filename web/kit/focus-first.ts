import { type RefObject, useEffect, useRef } from 'react';

/** A form that opens in the page takes the focus to its first input, and leaves it on the page's heading when it closes. */
export function useFocusFirst(): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, textarea, select')?.focus();
    return () => {
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) document.querySelector<HTMLElement>('main h1')?.focus();
      });
    };
  }, []);
  return form;
}
