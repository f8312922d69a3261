/** What the address of a board asks for. */
export interface BoardQuery {
  q?: string;
  f?: string[];
  any?: string[];
  as?: 'months';
  weighted?: '1';
  more?: string;
}

/** The same conditions, for the list. */
export const conditionsOf = ({ q, f, any }: BoardQuery) => ({
  ...(q && { q }),
  ...(f && { f }),
  ...(any && { any }),
});
