// Teams: a tree. Whoever has team sight sees the records of their own team, and its manager those of the teams below.
import { z } from 'zod';
import { id, requiredText, version } from './fields.ts';

const reference = z.object({ id, name: z.string() });

export const teamItem = z.object({
  id,
  name: z.string(),
  parent: reference.nullable(),
  manager: reference.nullable(),
  members: z.array(reference),
  version: z.number().int(),
});

export const teamList = z.object({
  items: z.array(teamItem),
  unassigned: z.array(reference).describe('people who are in no team'),
});

const name = requiredText(100, 'Name');

export const teamCreate = z.strictObject({
  name,
  parentId: id.nullable().optional(),
  managerId: id.nullable().optional().describe('sees the records of this team and of those below it'),
});

export const teamPatch = teamCreate.partial().extend({ id, version });

export const userTeamInput = z.strictObject({
  id,
  teamId: id.nullable().describe('null for none; their records count for the new team from then on'),
});

export type TeamItem = z.output<typeof teamItem>;
export type TeamCreate = z.output<typeof teamCreate>;
export type TeamPatch = z.output<typeof teamPatch>;
