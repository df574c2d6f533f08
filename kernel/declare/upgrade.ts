import { say } from './say.ts';
import type { FieldValues } from './json.ts';
import type { Kind } from './kind.ts';
import { refusal } from './problem.ts';

/**
 * Takes a record's values from the version they were written in to the version declared now.
 * @throws Refusal `too-old` when they were written by a newer declaration than this node knows.
 */
export function upgradeFields(kind: Kind, fields: FieldValues, from: number, to: number = kind.version): FieldValues {
  if (from > kind.version) {
    throw refusal(
      'too-old',
      say`${kind.label.many} were written by a newer version of Callosum (${from} > ${kind.version}).`,
      {
        remedy: say`Update this node; until then it neither reads nor writes them.`,
      },
    );
  }
  return kind.upgrades
    .filter((upgrade) => upgrade.to > from && upgrade.to <= to)
    .reduce((values, upgrade) => upgrade.up(values), fields);
}
