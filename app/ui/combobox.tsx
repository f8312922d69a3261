// One record or word out of many. Without scripts it is a text field with suggestions and posts what was typed; with
// them the list comes from the server as one types. One field is posted either way: the chosen option's value, or the
// typed words when none was chosen. The receiver takes an id as it is and looks words up (or makes something new).
import { useId, useState, type KeyboardEvent } from 'react';
import { ComboList, type Offer } from './combo-list.tsx';
import { controlProps, Field, startValue, type FieldProps, type Option } from './field.tsx';
import { useOffers } from './use-offers.ts';
import { useScripted } from './use-scripted.ts';

interface ComboboxProps extends FieldProps {
  /** offered before anything is typed; all there is without scripts */
  options: readonly Option[];
  /** what the field's start value is called */
  text?: string;
  /** a resource route that answers `?q=` with { options } */
  source?: string;
  /** the noun, when what is typed may be something new: "organization" */
  creates?: string;
  placeholder?: string;
  autoFocus?: boolean | undefined;
}

export function Combobox(props: ComboboxProps) {
  const { field, label, hint, optional, aside, options, text = '', placeholder, autoFocus } = props;
  const scripted = useScripted();
  const [typed, setTyped] = useState(text);
  const [value, setValue] = useState(startValue(field) || text);
  const list = useList(props, typed, (offer) => {
    setTyped(offer.text);
    setValue(offer.value);
  });
  const listId = useId();
  return (
    <Field {...{ field, label, hint, optional, aside }}>
      <div className="combo">
        {scripted && <input type="hidden" name={field.name} value={value} />}
        <input
          {...controlProps(field, hint)}
          {...(scripted ? { name: undefined, role: 'combobox' } : { list: `${field.id}-options` })}
          aria-autocomplete="list"
          aria-expanded={scripted ? list.isOpen : undefined}
          aria-controls={list.isOpen ? listId : undefined}
          aria-activedescendant={list.isOpen && list.at >= 0 ? `${listId}-${list.at}` : undefined}
          className="control"
          autoComplete="off"
          placeholder={placeholder}
          autoFocus={autoFocus}
          value={typed}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
            setValue(currentTarget.value);
            list.search(currentTarget.value);
          }}
          onClick={() => list.search(typed === text ? '' : typed)}
          onKeyDown={list.onKeyDown}
          onBlur={list.close}
        />
        {list.isOpen && <ComboList id={listId} label={label} {...list} />}
      </div>
      {!scripted && (
        <datalist id={`${field.id}-options`}>
          {options.map((option) => (
            <option key={option.value} value={option.label} />
          ))}
        </datalist>
      )}
    </Field>
  );
}

/** The open list: what it offers, which of it is meant, and what keys do to that. */
function useList({ source, options, creates }: ComboboxProps, typed: string, pick: (offer: Offer) => void) {
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const [found, look] = useOffers(source, options);
  const words = typed.trim();
  const isNew = creates && words !== '' && !found.some((option) => option.label === words);
  const offers: Offer[] = [
    ...found.map((option) => ({ ...option, text: option.label })),
    ...(isNew ? [{ value: words, label: `Create ${creates} “${words}”`, text: words }] : []),
  ];
  const close = (): void => setOpen(false);
  const search = (query: string): void => {
    setAt(-1);
    setOpen(true);
    look(query);
  };
  const choose = (offer: Offer): void => {
    pick(offer);
    close();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const offer = offers[at];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (isOpen) setAt(stepped(at, event.key === 'ArrowDown' ? 1 : -1, offers.length));
      else search('');
    } else if (event.key === 'Enter' && isOpen && offer) choose(offer);
    else if (event.key === 'Escape' && isOpen) close();
    else return;
    event.preventDefault();
  };
  return { isOpen, at, offers, search, choose, close, onKeyDown };
}

const stepped = (at: number, step: 1 | -1, count: number): number =>
  count === 0 ? -1 : at < 0 ? (step > 0 ? 0 : count - 1) : (at + step + count) % count;
