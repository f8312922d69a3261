// The forms about teams, as browsers send them: `intent` says which one it is.
import { z } from 'zod';
import { id, version } from './fields.ts';
import { teamCreate } from './teams.ts';

export const newTeamForm = teamCreate.extend({ intent: z.literal('create') });

export const teamForm = teamCreate.extend({ intent: z.literal('save'), version });

export const memberForm = z.object({ intent: z.enum(['add', 'remove']), userId: id });

export const dissolveForm = z.object({ intent: z.literal('dissolve'), version });
