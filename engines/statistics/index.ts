export { binomialUpTo, hypergeometricUpTo } from './distributions.ts';
export { finiteSampleSize, sampleSize, upperBound } from './sampling.ts';
