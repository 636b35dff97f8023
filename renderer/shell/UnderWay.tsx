/** @file Long work that is under way, of the case and of none (a check of a received bundle), wherever one is in the window. */
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { Icon } from '../parts/Icon.tsx';
import { Progress } from '../parts/Progress.tsx';
import { useDesk } from '../state/desk.tsx';
import { useClient, useJobs } from '../state/host.tsx';
import { jobWords } from '../words.ts';
import styles from './shell.module.css';

export function UnderWay() {
  const { caseId } = useDesk();
  const client = useClient();
  const jobs = [...useJobs(caseId), ...useJobs(null)];
  const running = jobs.filter(({ state }) => state === 'running' || state === 'stopping');
  if (running.length === 0) return null;
  return (
    <DialogTrigger>
      <Button className={styles.underWay!}>
        <Icon name="turn" />
        {running.length === 1 ? jobWords(running[0]!.call) : `${running.length} jobs under way`}
      </Button>
      <Popover className={styles.jobs!} placement="bottom end">
        <Dialog aria-label="Under way" className={styles.jobList!}>
          {running.map((job) => (
            <Progress key={job.jobId} label={jobWords(job.call)} progress={job.progress} stopping={job.state === 'stopping'} onStop={() => void client('stopJob', { jobId: job.jobId })} />
          ))}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
