import { type RefObject, useEffect, useRef, useState } from 'react';

/** Lets a file be dropped on an element. The button beside it is the way without a mouse. */
export function useDrop(onFile: (file: File) => void): {
  readonly area: RefObject<HTMLDivElement | null>;
  readonly over: boolean;
} {
  const area = useRef<HTMLDivElement>(null);
  const latest = useRef(onFile);
  const [over, setOver] = useState(false);
  useEffect(() => {
    latest.current = onFile;
  }, [onFile]);
  useEffect(() => {
    const element = area.current;
    if (!element) return undefined;
    const listening = new AbortController();
    const { signal } = listening;
    const onOver = (event: DragEvent): void => {
      event.preventDefault();
      setOver(true);
    };
    const onDrop = (event: DragEvent): void => {
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file) latest.current(file);
    };
    element.addEventListener('dragover', onOver, { signal });
    element.addEventListener('dragleave', () => setOver(false), { signal });
    element.addEventListener('drop', onDrop, { signal });
    return () => listening.abort();
  }, []);
  return { area, over };
}
