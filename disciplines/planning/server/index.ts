export { planningPart } from './part.ts';
