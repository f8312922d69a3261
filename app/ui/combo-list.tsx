import { useEffect, useRef } from 'react';

export interface Offer {
  value: string;
  label: string;
  /** a second line that tells two of the same name apart */
  note?: string | undefined;
  /** what stands in the field once it is chosen */
  text: string;
}

interface ComboListProps {
  id: string;
  label: string;
  offers: readonly Offer[];
  at: number;
  choose: (offer: Offer) => void;
}

/** What a combobox offers, floating under it. The focus stays in the field. */
export function ComboList({ id, label, offers, at, choose }: ComboListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.showPopover(), []);
  return (
    <div
      ref={list}
      popover="manual"
      className="popover combo-list"
      onMouseDown={(event) => event.preventDefault()}
    >
      <div id={id} role="listbox" aria-label={label}>
        {offers.map((offer, place) => (
          <div
            key={offer.value}
            id={`${id}-${place}`}
            role="option"
            aria-selected={place === at}
            className="menu-item"
            onClick={() => choose(offer)}
          >
            <span>{offer.label}</span>
            {offer.note && <small>{offer.note}</small>}
          </div>
        ))}
      </div>
      <p role="status" className={offers.length > 0 ? 'sr-only' : 'combo-none'}>
        {offers.length > 0 ? `${offers.length} to choose from` : 'Nothing matches.'}
      </p>
    </div>
  );
}
