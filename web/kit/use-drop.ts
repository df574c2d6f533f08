import { type RefObject, useEffect, useRef, useState } from 'react';

/** Lets files be dropped on an element. The button beside it is the way without a mouse. */
export function useDrop(onFiles: (files: readonly File[]) => void): {
  readonly area: RefObject<HTMLDivElement | null>;
  readonly over: boolean;
} {
  const area = useRef<HTMLDivElement>(null);
  const latest = useRef(onFiles);
  const [over, setOver] = useState(false);
  useEffect(() => {
    latest.current = onFiles;
  }, [onFiles]);
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
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) latest.current(files);
    };
    element.addEventListener('dragover', onOver, { signal });
    element.addEventListener('dragleave', () => setOver(false), { signal });
    element.addEventListener('drop', onDrop, { signal });
    return () => listening.abort();
  }, []);
  return { area, over };
}
