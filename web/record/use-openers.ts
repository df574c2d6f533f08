import { IconGavel } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { Action } from '../actions/action.ts';
import type { RecordView } from '../api/shapes.ts';
import { useComposition } from '../composition.ts';
import { useWords } from '../messages/words.ts';
import { useProject } from '../shell/project.ts';

/** The ways from a record into the views that open for it: a meeting is run from one, and a gate is decided on a page of its own. */
export function useOpeners({ record }: RecordView): readonly Action[] {
  const words = useWords();
  const project = useProject();
  const navigate = useNavigate();
  const { registry, views } = useComposition();
  if (record.withdrawn || record.scope !== project.key) return [];
  const gate = record.fields[registry.kinds.get(record.kind)?.gateKey ?? ''];
  const decided: readonly Action[] =
    typeof gate === 'string'
      ? [
          {
            id: 'open-gate',
            labelKey: 'record.openGate',
            group: 'go',
            icon: IconGavel,
            run: () => void navigate({ to: '/p/$key/gate/$gate', params: { key: project.key, gate } }),
          },
        ]
      : [];
  const looked = (views.screens ?? []).flatMap(({ view, icon }): readonly Action[] => {
    const declared = registry.views.get(view);
    const opens = declared?.opensFor;
    if (opens?.kind !== record.kind || !declared?.home.includes(project.type)) return [];
    return [
      {
        id: `open-${view}`,
        labelKey: 'view.openFor',
        values: { view: words.view(view) },
        group: 'go',
        icon,
        run: () =>
          void navigate({
            to: '/p/$key/view/$view',
            params: { key: project.key, view },
            search: { at: project.at, [opens.choice]: record.id },
          }),
      },
    ];
  });
  return [...decided, ...looked];
}
