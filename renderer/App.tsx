/** @file The window: no case open, nobody signed in, or somebody at work. */
import { useEffect, useRef } from 'react';
import type { OpenedCase } from '../electron/api/hostContract.ts';
import { Welcome } from './case/Welcome.tsx';
import { Shell } from './shell/Shell.tsx';
import { SignIn } from './shell/SignIn.tsx';
import { Waiting } from './parts/Waiting.tsx';
import { DeskContext } from './state/desk.tsx';
import { keepDrafts } from './state/draft.ts';
import { useAct, useAsk, useForgetAnswers } from './state/host.tsx';

export function App() {
  const about = useAsk('about', {});
  const openCases = useAsk('openCases', {});
  const open = useAct('openCase');
  const startWith = about.data?.startWith ?? null;
  const asked = useRef(false);
  useEffect(() => {
    if (startWith === null || asked.current || openCases.data?.length !== 0) return;
    asked.current = true;
    open.mutate({ fileId: startWith });
  }, [startWith, openCases.data, open]);
  const starting = startWith !== null && openCases.data?.length === 0 && open.error === null;
  if (!about.data || !openCases.data || open.isPending || starting) return <Waiting sentence={about.error?.message ?? openCases.error?.message ?? null} />;
  const opened = openCases.data[0];
  return opened ? <Opened opened={opened} /> : <Welcome about={about.data} problem={open.error?.message ?? null} />;
}

function Opened({ opened }: { readonly opened: OpenedCase }) {
  const { caseId } = opened;
  const who = useAsk('whoIsIn', { caseId });
  const lock = useAct('lock');
  const forget = useForgetAnswers();
  if (who.data === undefined) return <Waiting sentence={who.error?.message ?? null} />;
  if (who.data === null) return <SignIn opened={opened} />;
  return (
    <DeskContext value={{ ...opened, person: who.data }}>
      <Shell key={who.data.publicKey} onLock={() => void keepDrafts().then(() => lock.mutate({}, { onSuccess: forget }))} />
    </DeskContext>
  );
}
