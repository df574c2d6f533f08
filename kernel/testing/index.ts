export { type ExampleWish, exampleRecord, exampleValue } from './examples.ts';
export {
  createTestScope,
  TEST_OWNER,
  type TestContext,
  testId,
  testIds,
  testMoment,
  type TestPlace,
  type TestRecord,
  type TestRun,
  type TestScope,
} from './graph.ts';
export { inEnglish } from './in-english.ts';
export { standInFacts, standInsFor } from './stand-in.ts';
