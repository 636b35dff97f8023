/** @file The parts of a face, each with room for what is seen of it. */
import { faceComponents, notVisible, type FaceComponent } from '../../electron/core/review.ts';
import { Button } from '../parts/Button.tsx';
import { TextBox } from '../parts/TextBox.tsx';
import styles from './review.module.css';
import { componentWords } from './words.ts';

export type FeatureTexts = Readonly<Partial<Record<FaceComponent, string>>>;

interface FeaturesProps {
  readonly texts: FeatureTexts;
  readonly onChange: (texts: FeatureTexts) => void;
  /** What the reviewer wrote of each part before, to be read beside it. */
  readonly before?: FeatureTexts;
}

export function Features({ texts, onChange, before }: FeaturesProps) {
  return (
    <div className={styles.features} data-narrow={before !== undefined || undefined}>
      {faceComponents.map((component) => {
        const [name, takesIn] = componentWords[component];
        const said = before?.[component];
        return (
          <div key={component} className={styles.feature}>
            <TextBox label={name} value={texts[component] ?? ''} onChange={(text) => onChange({ ...texts, [component]: text })} hint={before === undefined ? takesIn : said === undefined ? 'Not described before' : `Described: ${said}`} />
            {before === undefined && <Button label="Not visible" spoken={`${name}: ${notVisible}`} kind="link" onPress={() => onChange({ ...texts, [component]: notVisible })} />}
          </div>
        );
      })}
    </div>
  );
}

/** As the engine takes them: what was left empty is not in it. */
export function featuresOf(texts: FeatureTexts): { component: FaceComponent; text: string }[] {
  return faceComponents.flatMap((component) => {
    const text = texts[component]?.trim() ?? '';
    return text === '' ? [] : [{ component, text }];
  });
}
