import { useNavigate } from '@tanstack/react-router';
import type { Action } from '../actions/action.ts';
import type { RecordView } from '../api/shapes.ts';
import { useComposition } from '../composition.ts';
import { useWords } from '../messages/words.ts';
import { useProject } from '../shell/project.ts';

/** The ways from a record into the views that open for it: a meeting is run from one. */
export function useOpeners({ record }: RecordView): readonly Action[] {
  const words = useWords();
  const project = useProject();
  const navigate = useNavigate();
  const { registry, views } = useComposition();
  if (record.withdrawn || record.scope !== project.key) return [];
  return (views.screens ?? []).flatMap(({ view, icon }): readonly Action[] => {
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
}
