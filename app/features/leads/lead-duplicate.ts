import type { Refusal } from '../../forms.ts';

/** The lead a refused one collides with, if that is why it was refused. */
export function duplicateOf(refusal: Refusal | undefined): { id: string; name: string } | null {
  const facts = refusal?.data;
  if (typeof facts !== 'object' || facts === null || !('existing' in facts)) return null;
  const { existing } = facts;
  if (typeof existing !== 'object' || existing === null || !('id' in existing)) return null;
  const { id } = existing;
  const name = 'name' in existing && typeof existing.name === 'string' ? existing.name : 'the existing lead';
  return typeof id === 'string' ? { id, name } : null;
}
