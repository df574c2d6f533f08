/** Messages of one trigger that came in, and those of them that conform. */
export interface TriggerCount {
  readonly trigger: string;
  readonly conforming: number;
  readonly received: number;
}

/** Reads lines such as “ORU^R01 12 of 14”. */
export function readCounts(text: string | undefined): readonly TriggerCount[] {
  return (text ?? '').split('\n').flatMap((line) => {
    const [, trigger, conforming, received] = /^(\S+) (\d+) of (\d+)$/.exec(line.trim()) ?? [];
    return trigger === undefined ? [] : [{ trigger, conforming: Number(conforming), received: Number(received) }];
  });
}

/** Writes them, by trigger. */
export function writeCounts(counts: readonly TriggerCount[]): string {
  return counts
    .toSorted((a, b) => (a.trigger < b.trigger ? -1 : 1))
    .map(({ trigger, conforming, received }) => `${trigger} ${conforming} of ${received}`)
    .join('\n');
}
