// The forms of saved views, as browsers send them. The address names the noun, the button says what is done.
import { z } from 'zod';
import { isStorable } from './fields.ts';

const word = (max: number) => z.string().max(max).refine(isStorable);

export const viewForm = z.object({
  do: z.enum(['create', 'save', 'rename', 'share', 'begin', 'delete']),
  id: word(60).optional(),
  version: z.coerce.number().int().optional(),
  name: word(200).optional(),
  shared: word(10).optional(),
  list: word(4_000).default(''),
  /** the page one comes from */
  back: word(4_000).default(''),
});

export type ViewForm = z.output<typeof viewForm>;
