export { differences, elementsIn } from './elements.ts';
export { bigMspdi } from './big.ts';
export { elements, mspdi } from './mspdi.ts';
export type { Content, Fields, MspdiParts } from './mspdi.ts';
export { randomNumbers, randomPlan } from './network.ts';
export { reckoner } from './reckoner.ts';
