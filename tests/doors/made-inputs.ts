// Inputs of mutations about what was made for this: tags, views and teams.
import { randomUUID } from 'node:crypto';
import { insertField } from '../support/custom-fields.ts';
import { makePerson, type TestTenant } from '../support/factories.ts';
import { sampleInput } from '../support/sample-input.ts';
import { insertTeam } from '../support/teams.ts';

/** A procedure by its name, each time under another idempotency key. */
type AsAdmin = (name: string) => (input: unknown) => Promise<unknown>;

/** A tag of its own, deleted where it is to be restored. */
export async function tagInput(asAdmin: AsAdmin, name: string, schema: unknown): Promise<unknown> {
  if (name === 'tags.create') return { name: randomUUID() };
  const { id } = (await asAdmin('tags.create')({ name: randomUUID() })) as { id: string };
  if (name === 'tags.restore') await asAdmin('tags.delete')({ id, version: 1 });
  return name === 'tags.update' ? { id, version: 1, name: randomUUID() } : sampleInput(schema, () => id);
}

/** A view of the caller's own. */
export async function viewInput(asAdmin: AsAdmin, name: string, schema: unknown): Promise<unknown> {
  const made = { noun: 'lead', name: randomUUID() };
  if (name === 'views.create') return made;
  const { id } = (await asAdmin('views.create')(made)) as { id: string };
  if (name === 'views.update') return { id, version: 1, name: randomUUID() };
  return name === 'views.setDefault' ? { noun: 'lead', id } : sampleInput(schema, () => id);
}

/** A field of its own. */
export async function fieldInput(acme: TestTenant, name: string): Promise<unknown> {
  const field = { label: randomUUID(), type: 'text' };
  if (name === 'customFields.create') return { ...field, noun: 'lead' };
  const of = { id: await insertField(acme), version: 1 };
  return name === 'customFields.replace' ? { ...of, ...field } : { ...of, label: field.label };
}

/** A team, and somebody to lead it or belong to it. */
export async function teamInput(acme: TestTenant, name: string): Promise<unknown> {
  const { userId } = await makePerson(acme, 'user');
  const id = await insertTeam(acme);
  if (name === 'teams.setMember') return { id: userId, teamId: id };
  if (name === 'teams.create') return { name: 'North', managerId: userId };
  return { id, version: 1, ...(name === 'teams.update' && { name: 'South' }) };
}
