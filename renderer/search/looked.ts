/** @file Results that somebody looked at: kept in the page until somebody else takes over, because every further look is an entry. */
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SearchResult } from '../../electron/core/search.ts';
import { useDesk } from '../state/desk.tsx';
import { useAct } from '../state/host.tsx';

/** The result of a search, if this person has looked at it since signing in; and looking, which is recorded. */
export function useLooked(search: string | null) {
  const { caseId, person } = useDesk();
  const known = useQueryClient();
  const keyOf = (of: string | null) => ['looked', caseId, person.publicKey, of];
  const { data } = useQuery<{ readonly result: SearchResult | null }>({ queryKey: keyOf(search), queryFn: skipToken, gcTime: Infinity });
  const show = useAct('showSearch');
  return {
    looked: data ?? null,
    look: (of: string) => show.mutate({ caseId, search: of }, { onSuccess: (result) => void known.setQueryData(keyOf(of), { result }) }),
    waiting: show.isPending,
    sentence: show.error?.message ?? null,
  };
}
