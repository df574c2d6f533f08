import { useState } from 'react';
import type { WorkingPlan } from '../plan/working-plan.ts';
import type { Shown } from './picture.ts';
import { zoomFor, type Zoom } from './time-scale.ts';

/** How the time line is looked at, on the screen and in a picture of it. */
export interface Look {
  readonly zoom: Zoom;
  readonly setZoom: (change: Zoom | ((now: Zoom) => Zoom)) => void;
  readonly shown: Shown;
  readonly setShown: (change: (now: Shown) => Shown) => void;
}

export function useLook(plan: WorkingPlan): Look {
  const [zoom, setZoom] = useState<Zoom>(() => firstZoom(plan));
  const [shown, setShown] = useState<Shown>({
    links: true,
    critical: true,
    float: false,
    baseline: true,
    progress: false,
  });
  return { zoom, setZoom, shown, setShown };
}

/** A plan is first seen whole, on the time line of a usual window, but never in hours. */
function firstZoom(plan: WorkingPlan): Zoom {
  const { model, finish } = plan.schedule();
  const fitting = zoomFor(finish - model.projectStart, 560);
  return fitting === 'hours' ? 'days' : fitting;
}
