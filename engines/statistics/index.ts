export { binomialUpTo, hypergeometricUpTo } from './distributions.ts';
export { finiteSampleSize, finiteUpperBound, sampleSize, upperBound } from './sampling.ts';
