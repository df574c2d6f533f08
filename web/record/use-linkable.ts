import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useComposition } from '../composition.ts';
import { useWords } from '../messages/words.ts';
import { useProject } from '../shell/project.ts';

const TYPING_MS = 200;
const SHOWN = 20;

/** A record that could be linked to, and what it is called. */
interface Linkable {
  readonly id: string;
  readonly label: string;
}

/**
 * Records that links of a type may lead to, those that fit best first. One question however many kinds these are: some links end
 * anywhere.
 * @param typed number or words of the record.
 * @param asks whether anything is asked for; nothing typed asks for any of them.
 */
export function useLinkable(type: string, typed: string, asks = true): readonly Linkable[] {
  const words = useWords();
  const { api, registry } = useComposition();
  const { key } = useProject();
  const [q] = useDebouncedValue(typed.trim(), TYPING_MS);
  const kinds = (registry.links.get(type)?.to ?? []).join(',');
  const { data } = useQuery({
    ...api.search.find.queryOptions({ input: { q, key, kinds, offset: 0, limit: SHOWN } }),
    enabled: asks && kinds !== '',
    // Somebody may have made the record a moment ago, to link it.
    staleTime: 0,
  });
  return (data?.hits ?? []).map(({ record, title }) => ({
    id: record.id,
    label: `${words.reference(record.kind, record.number)} ${title.map(({ text }) => text).join('')}`,
  }));
}
