// The first question of an import: what the rows of the file are. Each answer is the same page for that noun.
import { Link } from '../../remix.ts';

interface NounChoiceProps {
  choices: readonly { href: string; label: string; isChosen: boolean }[];
}

export const NounChoice = ({ choices }: NounChoiceProps) => (
  <nav aria-label="What the file holds" className="noun-choice">
    <span className="noun-question">What does the file hold?</span>
    <ul>
      {choices.map(({ href, label, isChosen }) => (
        <li key={href}>
          <Link
            to={href}
            className={isChosen ? 'btn btn-primary' : 'btn btn-secondary'}
            aria-current={isChosen ? 'page' : undefined}
          >
            {label}
          </Link>
        </li>
      ))}
    </ul>
  </nav>
);
