import { defineView, type Mention, mentionOf, say, type SentenceForm } from '@callosum/kernel';
import { z } from 'zod';
import { inScope } from '../facts/concern.ts';
import { proofOf } from '../facts/tests.ts';
import { interfaceKind } from '../kinds/interface.ts';
import { system } from '../kinds/system.ts';

export type Proof = 'ready' | 'fallen' | 'untested';

export interface SystemNode extends Mention {
  readonly type?: string;
  readonly owner?: string;
}

export interface InterfaceEdge extends Mention {
  /** Ids of systems; an end that nobody has named is missing. */
  readonly source?: string;
  readonly targets: readonly string[];
  readonly proof: Proof;
  /** Which test fell, and why. */
  readonly why?: SentenceForm;
  readonly perDay?: number;
  readonly owner?: string;
  readonly standard?: string;
}

export interface InventoryModel {
  readonly systems: readonly SystemNode[];
  readonly interfaces: readonly InterfaceEdge[];
  readonly ready: number;
  readonly fallen: number;
  readonly untested: number;
  readonly unowned: number;
}

/** Systems and what goes between them: proved or not, how much, and whose. */
export const inventoryView = defineView({
  name: 'inventory',
  label: 'Systems and interfaces',
  help: 'Which systems talk to which: whether it is proved, how much goes through, and who owns it.',
  home: ['project'],
  reads: ['interface'],
  choices: z.object({
    show: z.enum(['ready', 'fallen', 'untested', 'unowned']).optional(),
    system: z.uuid().optional(),
    find: z.string().optional(),
  }),
  build: ({ graph, at, registry }, { show, system: only, find }): InventoryModel => {
    const all = [...graph.all(interfaceKind)].filter(inScope).map((row): InterfaceEdge => {
      const { reason, details } = proofOf(row.id, graph, at, registry);
      const { perDay, owner, standard } = row.fields;
      const source = graph.out(row.id, 'interface.source')[0]?.to;
      return {
        ...mentionOf(graph, row),
        ...(source === undefined ? {} : { source }),
        targets: graph.out(row.id, 'interface.target').map(({ to }) => to),
        proof: reason,
        ...(details && reason === 'fallen'
          ? { why: say`ITS-${String(details['test'] ?? '')}: ${details['why'] ?? ''}`.toJSON() }
          : {}),
        ...(perDay === undefined ? {} : { perDay }),
        ...(owner === undefined ? {} : { owner }),
        ...(standard === undefined ? {} : { standard }),
      };
    });
    const words = find?.toLowerCase() ?? '';
    const interfaces = all
      .filter((one) => show === undefined || (show === 'unowned' ? one.owner === undefined : one.proof === show))
      .filter((one) => only === undefined || one.source === only || one.targets.includes(only))
      .filter(({ title }) => title.toLowerCase().includes(words))
      .sort((a, b) => a.number - b.number);
    const ends = new Set(interfaces.flatMap(({ source, targets }) => [...(source ? [source] : []), ...targets]));
    return {
      systems: [...ends].flatMap((id) => {
        const row = graph.get(system, id);
        if (!row) return [];
        const { type, owner } = row.fields;
        return [
          {
            ...mentionOf(graph, row),
            ...(type === undefined ? {} : { type }),
            ...(owner === undefined ? {} : { owner }),
          },
        ];
      }),
      interfaces,
      ready: all.filter(({ proof }) => proof === 'ready').length,
      fallen: all.filter(({ proof }) => proof === 'fallen').length,
      untested: all.filter(({ proof }) => proof === 'untested').length,
      unowned: all.filter(({ owner }) => owner === undefined).length,
    };
  },
});
