import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './print-picture.module.css';
import { zoomFor } from './time-scale.ts';
import { measureText, type PictureParts, svgOf, wholePicture } from './whole-picture.ts';

/** A picture that is to be printed. */
export interface Printed {
  readonly parts: PictureParts;
  readonly title: string;
}

/** Rows on a page, so that a page across is full and its names can be read. */
const ROWS = 26;
/** Pixels of a page across, at which names have the size of small print. */
const WIDTH = 1_300;

/**
 * The time line on paper, or as PDF, page by page with the head of time on each: it is put on the page, the browser's dialog is opened, and
 * afterwards it is gone.
 */
export function PrintPicture({ printed, onDone }: { readonly printed: Printed; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const pages = useMemo(() => pagesOf(printed), [printed]);
  const done = useRef(onDone);
  useEffect(() => {
    done.current = onDone;
  });
  useEffect(() => {
    let left = false;
    const end = (): void => done.current();
    window.addEventListener('afterprint', end);
    const images = [...(box.current?.querySelectorAll('img') ?? [])];
    const print = async (): Promise<void> => {
      await Promise.allSettled(images.map((image) => image.decode()));
      if (!left) window.print();
    };
    void print();
    return () => {
      left = true;
      window.removeEventListener('afterprint', end);
    };
  }, []);
  return (
    <div ref={box} className={classes['pages']}>
      {pages.map((svg, page) => (
        <figure key={svg}>
          <img src={`data:image/svg+xml,${encodeURIComponent(svg)}`} alt={printed.title} />
          <figcaption>
            {t('planning.picture.page', { title: printed.title, page: page + 1, pages: pages.length })}
          </figcaption>
        </figure>
      ))}
    </div>
  );
}

/** The picture in strips of rows, all over the same time. */
export function pagesOf({ parts, title }: Printed): readonly string[] {
  const { dates } = parts.plan.schedule();
  const starts = parts.rows.map((place) => dates.start[place] ?? 0);
  const ends = parts.rows.map((place) => dates.finish[place] ?? 0);
  const span =
    ends.reduce((most, end) => Math.max(most, end), 0) -
    starts.reduce((least, start) => Math.min(least, start), Infinity);
  const zoom = zoomFor(span, WIDTH);
  const measure = measureText();
  const pages: string[] = [];
  for (let first = 0; first < parts.rows.length; first += ROWS) {
    pages.push(svgOf(wholePicture(parts, zoom, parts.rows.slice(first, first + ROWS)), title, measure));
  }
  return pages;
}
