// Where one is on the way of an import. Steps that can be gone back to are links.
import { paths } from '../../paths.ts';
import { Link } from '../../remix.ts';
import { Icon } from '../../ui/icon.tsx';
import './imports.css';

export type Step = 'upload' | 'map' | 'preview' | 'run' | 'result';
export type Status =
  'uploaded' | 'mapped' | 'previewing' | 'previewed' | 'running' | 'done' | 'failed' | 'cancelled';

const STEPS: readonly { step: Step; label: string }[] = [
  { step: 'upload', label: 'Upload' },
  { step: 'map', label: 'Columns' },
  { step: 'preview', label: 'Preview' },
  { step: 'run', label: 'Import' },
  { step: 'result', label: 'Result' },
];

interface StepsProps {
  id?: string;
  at: Step;
  /** once rows have gone in there is no way back */
  settled?: boolean;
}

export function ImportSteps({ id, at, settled = false }: StepsProps) {
  const current = STEPS.findIndex(({ step }) => step === at);
  return (
    <nav aria-label="Steps of the import" className="steps">
      <ol>
        {STEPS.map(({ step, label }, place) => (
          <li key={step} className={place < current ? 'step step-done' : 'step'}>
            {place < current && !settled && id && step !== 'upload' && step !== 'run' ? (
              <Link to={paths.importStep(id, step)}>
                <StepMark place={place} done />
                <span className="step-label">{label}</span>
              </Link>
            ) : (
              <span aria-current={place === current ? 'step' : undefined}>
                <StepMark place={place} done={place < current} />
                <span className="step-label">{label}</span>
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

const StepMark = ({ place, done }: { place: number; done: boolean }) => (
  <span className="step-mark num">{done ? <Icon of="check" size={14} /> : place + 1}</span>
);

/** The page an import in this state is continued on. */
export function pageOf({ id, status, hasRun }: { id: string; status: Status; hasRun: boolean }): string {
  if (status === 'running') return paths.importStep(id, 'run');
  if (status === 'previewing' || status === 'previewed') return paths.importStep(id, 'preview');
  if (status === 'done' || hasRun || status === 'cancelled') return paths.importStep(id, 'result');
  return paths.importStep(id, status === 'failed' ? 'preview' : 'map');
}
