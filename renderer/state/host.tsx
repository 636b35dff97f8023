/** @file Asking the host: questions that are kept and asked again, acts that change something, and long work that the host keeps. */
import { createContext, use, useMemo, type ReactNode } from 'react';
import { QueryClient, QueryClientProvider, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Client } from '../../electron/api/client.ts';
import type { CallName, Input, Output } from '../../electron/api/contract.ts';
import type { ChosenFile, JobState } from '../../electron/api/hostContract.ts';
import { go } from './place.ts';

interface ThisHost {
  readonly client: Client;
  /** The host's names for files that were dropped. */
  readonly take: (files: readonly File[]) => Promise<readonly ChosenFile[]>;
}

const HostContext = createContext<ThisHost | null>(null);

/** The host is on this machine: a failed question is not asked again by itself, and answers stand until an act changes something. */
const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity, refetchOnWindowFocus: false, networkMode: 'always' }, mutations: { networkMode: 'always' } } });

export function HostProvider({ client, take, children }: ThisHost & { readonly children: ReactNode }) {
  const here = useMemo(() => ({ client, take }), [client, take]);
  return (
    <QueryClientProvider client={queries}>
      <HostContext value={here}>{children}</HostContext>
    </QueryClientProvider>
  );
}

function useHost(): ThisHost {
  const host = use(HostContext);
  if (!host) throw new Error('the page is outside of its host');
  return host;
}

export const useClient = (): Client => useHost().client;
export const useTake = (): ThisHost['take'] => useHost().take;

interface AskOptions {
  /** Ask again after so many milliseconds; false: not by itself. */
  readonly every?: number | false;
  /** False: not yet. */
  readonly when?: boolean;
}

/** A question and its answer. `error.message` is the sentence to show. Asked again after every act. */
export function useAsk<N extends CallName>(name: N, input: Input<N>, { every = false, when = true }: AskOptions = {}) {
  const client = useClient();
  return useQuery<Output<N>, Error>({ queryKey: [name, input], queryFn: ({ signal }) => client(name, input, { signal }), enabled: when, refetchInterval: every });
}

/** An act: `mutate(input)`. When it has succeeded, every question on the page is asked again. */
export function useAct<N extends CallName>(name: N) {
  const client = useClient();
  const known = useQueryClient();
  return useMutation<Output<N>, Error, Input<N>>({ mutationFn: (input) => client(name, input), onSuccess: () => known.invalidateQueries() });
}

/** Another person signs in where somebody is at work: no answer that was given to the one stays for the other. */
export function useTakeOver() {
  const client = useClient();
  const known = useQueryClient();
  return useMutation<Output<'signIn'>, Error, Input<'signIn'>>({
    mutationFn: (input) => client('signIn', input),
    onSuccess: () => {
      forgetCase(known);
      return known.invalidateQueries();
    },
  });
}

/** The case is closed: nothing of it stays in the page or its address, whatever has become of the part that asked for it. */
export function useCloseCase() {
  const client = useClient();
  const known = useQueryClient();
  const forget = useForgetAnswers();
  return useMutation<Output<'closeCase'>, Error, Input<'closeCase'>>({
    mutationFn: (input) => client('closeCase', input),
    onSuccess: () => {
      forget();
      go('');
      return known.invalidateQueries();
    },
  });
}

/** Forgets every answer about the case and every act: when somebody leaves, nothing of the case stays in the page. */
export function useForgetAnswers(): () => void {
  const known = useQueryClient();
  return () => {
    known.getMutationCache().clear();
    forgetCase(known);
  };
}

/** All but what is asked whoever is in: what is taken from under a component that goes on asking it would never be asked again. */
function forgetCase(known: QueryClient): void {
  known.removeQueries({ predicate: (query) => !query.isActive() || !['about', 'openCases', 'whoIsIn'].includes(String(query.queryKey[0])) });
}

export const isUnderWay = ({ state }: JobState): boolean => state === 'running' || state === 'stopping';

/** Long work of this case, looked at often while some is under way. When one ends, every other question is asked again. */
export function useJobs(caseId: string | null): readonly JobState[] {
  const client = useClient();
  const known = useQueryClient();
  const queryKey = ['jobs', { caseId }];
  const { data = [] } = useQuery<readonly JobState[], Error>({
    queryKey,
    async queryFn() {
      const jobs = await client('jobs', { caseId });
      const before = known.getQueryData<readonly JobState[]>(queryKey);
      const ended = (all: readonly JobState[]): readonly string[] => all.flatMap((job) => (isUnderWay(job) ? [] : [job.jobId]));
      if (before && ended(jobs).some((jobId) => !ended(before).includes(jobId))) void known.invalidateQueries({ predicate: ({ queryKey: [name] }) => name !== 'jobs' });
      return jobs;
    },
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? 400 : 4000),
  });
  return data;
}

/** One kind of long work: begins it, and where its latest stands; with `isOurs`, the latest for which that was asked. */
export function useJob<N extends CallName>(name: N, caseId: string | null, isOurs?: (input: Input<N>) => boolean) {
  const client = useClient();
  const known = useQueryClient();
  const latest = useJobs(caseId).findLast((job) => job.call === name && (!isOurs || (job.input !== null && isOurs(job.input as Input<N>))));
  const again = (): Promise<void> => known.invalidateQueries({ queryKey: ['jobs'] });
  const begin = useMutation<{ readonly jobId: string }, Error, Input<N>>({ mutationFn: (input) => client('beginJob', { call: name, input }), onSuccess: again });
  return {
    begin: begin.mutate,
    latest: latest ?? null,
    underWay: latest !== undefined && isUnderWay(latest),
    /** What was asked with the latest, where somebody is signed in. */
    input: (latest?.input ?? null) as Input<N> | null,
    /** The answer of the latest, where it is done. */
    value: latest?.state === 'done' ? (latest.value as Output<N>) : null,
    /** Why it was not begun here; an earlier one may stand beside that. */
    refusal: begin.error?.message ?? null,
    /** What went wrong with the latest, in a sentence. */
    sentence: latest?.state === 'failed' || latest?.state === 'stopped' ? latest.sentence : null,
    stop: () => void (latest && client('stopJob', { jobId: latest.jobId }).then(again)),
    forget: () => void (latest && client('forgetJob', { jobId: latest.jobId }).then(again)),
  };
}

/** Long work that nobody needs to read any more; what is under way is stopped. */
export function useForgetJobs(): (jobs: readonly JobState[]) => void {
  const client = useClient();
  const known = useQueryClient();
  return (jobs) => void Promise.all(jobs.map(({ jobId }) => client('forgetJob', { jobId }))).then(() => known.invalidateQueries({ queryKey: ['jobs'] }));
}
