/** What the result of a test rests on, as records and files tell of it; screens say it in the reader’s language. */
const LABELS: ReadonlyMap<string, string> = new Map([
  ['way', 'Way'],
  ['cases', 'Cases'],
  ['profile', 'Profile'],
  ['roundTrip', 'Round trip'],
  ['heldAgainst', 'What a report must say'],
]);

/** A line to each; records go by their reference. */
export function restsText(all: readonly (readonly [name: string, what: string])[]): string {
  return all.map(([name, what]) => `${LABELS.get(name) ?? name}: ${what}`).join('\n');
}
