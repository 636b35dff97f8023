/** @file Somebody else takes over in the same window, because the act is theirs and not that of whoever is at work; what was typed is kept for its owner. */
import { roleWords, type Role } from '../../electron/core/role.ts';
import { useDesk } from '../state/desk.tsx';
import { useTakeOver } from '../state/host.tsx';
import { Notice } from './Notice.tsx';
import styles from './parts.module.css';
import { WhoForm } from './WhoForm.tsx';

export function HandOver({ to }: { readonly to: Role }) {
  const { caseId, people, person } = useDesk();
  const able = people.filter(({ name, roles }) => roles.includes(to) && name !== person.name);
  const takeOver = useTakeOver();
  if (able.length === 0) return <Notice tone="caution">No {roleWords([to])} of this case has a key on this machine. They can decide on their own machine, or be added as a member here.</Notice>;
  return (
    <section className={styles.handOver} aria-label="Somebody else takes over">
      <p>
        This takes somebody who is {roleWords([to])}, who signs in here and takes over this window. What {person.name} was typing is kept for {person.name}.
      </p>
      <WhoForm question="Who takes over?" caseId={caseId} people={able} signIn={takeOver} />
    </section>
  );
}
