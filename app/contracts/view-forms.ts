// The forms of saved views, as browsers send them. The address names the noun, the button says what is done.
import { z } from 'zod';
import { isStorable } from './fields.ts';

const LONGEST_WAY_BACK = 4_000;

const word = (max: number) => z.string().max(max).refine(isStorable);

export const viewForm = z.object({
  do: z.enum(['create', 'save', 'rename', 'share', 'begin', 'delete']),
  id: word(60).optional(),
  version: z.coerce.number().int().optional(),
  /** this and the list are judged where views are kept: what is wrong with them is said on the page one comes from */
  name: z.string().optional(),
  shared: word(10).optional(),
  list: z.string().default(''),
  /** the page one comes from */
  back: z
    .string()
    .default('')
    .transform((back) => (back.length > LONGEST_WAY_BACK ? '' : back)),
});

export type ViewForm = z.output<typeof viewForm>;
