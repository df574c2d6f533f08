import type { Place } from './grid-keys.ts';

interface Where {
  readonly top: number;
  readonly from: number;
  readonly active: Place;
}

/** Where one was in each register, so that coming back from a record finds the same rows. Gone with the page. */
const places = new Map<string, Where>();

export const recall = (register: string): Where | undefined => places.get(register);
export const remember = (register: string, where: Where): void => void places.set(register, where);
