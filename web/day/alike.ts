interface Waits {
  readonly project: { readonly key: string };
  readonly record: { readonly kind: string; readonly state: string };
  readonly owned: boolean;
}

/** Things of one kind that wait for one reason. */
export interface Alike<Item> {
  readonly key: string;
  /** Those in sight. */
  readonly first: readonly Item[];
  /** Those behind a count. */
  readonly rest: readonly Item[];
}

/** So many alike stand in sight; one more than that is no reason to hide it. */
const SEEN = 3;

/**
 * Puts together what is of one kind, in one state, in one project and waits for one reason, where the first of it stands: so that seventy controls do not
 * bury the one decision after them.
 */
export function alikeIn<Item extends Waits>(items: readonly Item[]): readonly Alike<Item>[] {
  const groups = Map.groupBy(items, ({ project, record, owned }) =>
    [project.key, record.kind, record.state, owned].join(' '),
  );
  return [...groups].map(([key, all]) => {
    const seen = all.length === SEEN + 1 ? all.length : SEEN;
    return { key, first: all.slice(0, seen), rest: all.slice(seen) };
  });
}
