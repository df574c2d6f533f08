export { buildMatrix, type Matrix } from './build.ts';
export { describeMatrix } from './suite.ts';
