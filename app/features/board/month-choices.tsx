// To which month a card goes, as buttons: its day is the same there, or the last one where the month is shorter.
import { Form, useLocation } from '../../remix.ts';
import type { DealCard } from './lanes.ts';
import { dayIn } from './months.ts';

interface MonthChoicesProps {
  card: DealCard;
  choices: readonly { key: string; name: string }[];
  /** the key of the column it is in */
  from: string;
}

export function MonthChoices({ card, choices, from }: MonthChoicesProps) {
  const { pathname, search } = useLocation();
  return (
    <Form method="post" action={pathname + search} preventScrollReset>
      <input type="hidden" name="intent" value="day" />
      <input type="hidden" name="id" value={card.id} />
      <input type="hidden" name="version" value={card.version} />
      <input type="hidden" name="from" value={card.closeDate ?? ''} />
      <h3 className="move-head">To another close month</h3>
      <ul className="move-stages">
        {choices.map(({ key, name }) => (
          <li key={key}>
            {key === from ? (
              <span className="menu-item" aria-current="true">
                {name}, where it is
              </span>
            ) : (
              <button type="submit" name="closeDate" value={dayIn(key, card.closeDate)} className="menu-item">
                {name}
              </button>
            )}
          </li>
        ))}
      </ul>
    </Form>
  );
}
