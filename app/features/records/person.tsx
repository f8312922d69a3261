import { Avatar } from '../../ui/avatar.tsx';

/** Somebody in a cell: picture and name. */
export const Person = ({ id, name }: { id: string; name: string }) => (
  <span className="cell-person">
    <Avatar id={id} name={name} />
    {name}
  </span>
);
