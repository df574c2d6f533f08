export { Score } from './measure.ts';
export { plantedMessage, plantedText } from './planted.ts';
export type { Label, Place, PlantedText } from './planted.ts';
