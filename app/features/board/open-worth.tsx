// What is open on the whole board, by currency, and what it weighs.
import { Money } from '../../ui/formats.tsx';
import type { Worth } from './lanes.ts';

const FORMULA = 'Each amount times the probability of its stage';

export const OpenWorth = ({ of, isWeighted }: { of: readonly Worth[]; isWeighted: boolean }) =>
  of.length > 0 && (
    <p className="open-worth">
      Open{' '}
      {of.map(({ currency, minor, weighted }) => (
        <span key={currency}>
          <Money minor={minor} currency={currency} compact />
          {isWeighted && (
            <span title={FORMULA} className="lane-weighted">
              {' · weighted '}
              <Money minor={weighted} currency={currency} compact />
            </span>
          )}
        </span>
      ))}
      {isWeighted && <span className="sr-only">Weighted: {FORMULA.toLowerCase()}.</span>}
    </p>
  );
