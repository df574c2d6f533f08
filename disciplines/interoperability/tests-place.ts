/** Where tests are at home. Whatever holds patients is none of them. */
const FOR_TESTS: ReadonlySet<string> = new Set(['build', 'test', 'acceptance', 'training', 'rehearsal']);

/** Whether an environment of this purpose may be sent test messages and listened to. */
export function isForTests(purpose: string): boolean {
  return FOR_TESTS.has(purpose);
}
