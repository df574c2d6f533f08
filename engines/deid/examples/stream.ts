import { DeidStream, kindOf } from '../index.ts';
import type { DeidOptions, DeidProblem, Replaced } from '../index.ts';

/** De-identifies pieces as they come, cut anywhere. What was given back is to be thrown away when there is a problem. */
export function* throughPieces(
  pieces: Iterable<string>,
  options: DeidOptions,
  onReplaced: (replaced: readonly Replaced[]) => void,
): Generator<string, DeidProblem | undefined> {
  let stream: DeidStream | undefined;
  for (const piece of pieces) {
    stream ??= new DeidStream(kindOf(piece), options);
    const { text, replaced, problem } = stream.write(piece);
    if (problem) return problem;
    onReplaced(replaced);
    yield text;
  }
  const last = stream?.end();
  if (last?.problem) return last.problem;
  onReplaced(last?.replaced ?? []);
  yield last?.text ?? '';
  return undefined;
}
