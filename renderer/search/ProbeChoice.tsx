/** @file The probes of the case, each with its face, class and what is poor about it, one to be chosen. */
import { ListBox, ListBoxItem } from 'react-aria-components';
import type { UsableProbe } from '../../electron/api/searchContract.ts';
import { originWords } from '../../electron/core/provenance.ts';
import { useDesk } from '../state/desk.tsx';
import { FacePicture } from './FacePicture.tsx';
import styles from './search.module.css';
import { pixelsWords, qualityWords } from './words.ts';

interface ProbeChoiceProps {
  readonly probes: readonly UsableProbe[];
  readonly value: string | null;
  readonly onChange: (probe: string) => void;
}

export function ProbeChoice({ probes, value, onChange }: ProbeChoiceProps) {
  const { caseId } = useDesk();
  return (
    <ListBox aria-label="Probe to search for" className={styles.probes!} selectionMode="single" disallowEmptySelection selectedKeys={value === null ? [] : [value]} onSelectionChange={(keys) => keys !== 'all' && keys.forEach((key) => onChange(String(key)))}>
      {probes.map(({ id, label, provenance, quality, warnings, barred, original }) => (
        <ListBoxItem key={id} id={id} textValue={label} isDisabled={barred !== null} className={styles.probe!}>
          <FacePicture name="probeFace" of={{ caseId, probeId: id, size: '160' }} says="" />
          <div>
            <strong>{label}</strong>
            <span className={styles.soft}>
              {originWords[provenance.origin]} · {pixelsWords(quality.widthPx)} wide · quality {qualityWords(quality.overall)}
            </span>
            {original !== null && <span className={styles.soft}>Edited; its original is searched for beside it.</span>}
            {barred !== null && <span className={styles.warned}>{barred}</span>}
            {warnings.map((warning) => (
              <span key={warning} className={styles.warned}>
                {warning}
              </span>
            ))}
          </div>
        </ListBoxItem>
      ))}
    </ListBox>
  );
}
