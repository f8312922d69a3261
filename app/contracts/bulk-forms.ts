// The form around a list, as browsers send it: the ticked rows, and what is chosen for them. The address says what is done.
import { z } from 'zod';
import { isStorable } from './fields.ts';

const word = (max: number) => z.string().max(max).refine(isStorable);

export const bulkForm = z.object({
  /** "<id>.<version>" of each ticked row */
  id: z.array(word(60)).max(1_000).default([]),
  /** the list whose records are all meant, as its address says it: "?stage=new" */
  all: word(4_000).optional(),
  /** the page one comes from */
  back: word(4_000).default(''),
  owner: word(60).optional(),
  stage: word(100).optional(),
  source: word(100).optional(),
  tag: word(200).optional(),
  /** which edit is to be undone */
  edit: word(60).optional(),
});

export type BulkForm = z.output<typeof bulkForm>;
