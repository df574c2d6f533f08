import { itemsOf } from '@callosum/kernel';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../api/command.ts';
import type { Trouble } from '../api/problems.ts';
import type { RecordView } from '../api/shapes.ts';
import type { Tick } from '../fields/tick.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { useProject } from '../shell/project.ts';

/**
 * Ticks items of the record that is read; undefined for those who may not. Without the version one saw: two who tick at
 * once mean the same list, and the server ticks the item each of them meant.
 */
export function useTicking(view: RecordView, onProblems: (problems: readonly Trouble[]) => void): Tick | undefined {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const command = useCommand(useProject().key);
  if (!view.may.update) return undefined;
  return (field, item, done) => {
    const text = itemsOf(view.record.fields[field]).find(({ id }) => id === item)?.text ?? '';
    const run = async (): Promise<void> => {
      const outcome = await command.run('record.tick', { id: view.record.id, field, item, done });
      onProblems(outcome.ok ? [] : outcome.problems);
      if (outcome.ok) announce(t(done ? 'field.checklist.ticked' : 'field.checklist.unticked', { text }));
    };
    void run();
  };
}
