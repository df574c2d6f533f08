import type { GapAnalysis } from '@callosum/hl7v2';
import { useProject } from '@callosum/web/views';
import { useQuery } from '@tanstack/react-query';
import type { ProfileOffer } from '../views/profiles.ts';
import { fetchProfile } from './profile-file.ts';
import type { Bench } from './use-bench.ts';

/** The differences between two profiles, found in this browser; files never change under their hashes. */
export function useGaps(bench: Bench, source: ProfileOffer | undefined, target: ProfileOffer | undefined) {
  const project = useProject();
  return useQuery({
    queryKey: ['interoperability', 'gaps', project.key, source?.file, target?.file],
    enabled: source?.file !== undefined && target?.file !== undefined,
    staleTime: Infinity,
    structuralSharing: false,
    queryFn: async (): Promise<GapAnalysis> => {
      if (!source || !target) throw new Error('There are no two profiles');
      const [one, other] = await Promise.all([source, target].map((offer) => fetchProfile(project.key, offer)));
      return bench.ask('gaps', { source: one ?? '', target: other ?? '' });
    },
  });
}
