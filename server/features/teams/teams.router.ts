// Teams of the tenant and who is in them.
import { z } from 'zod';
import { id, version } from '../../../app/contracts/fields.ts';
import { teamCreate, teamItem, teamList, teamPatch, userTeamInput } from '../../../app/contracts/teams.ts';
import { router, tenant } from '../../trpc/procedures.ts';
import { createTeam, deleteTeam, putInTeam, requireTeam, saveTeam } from './teams.actions.ts';
import { findTeams } from './teams.queries.ts';

const tags = ['teams'];
const idOnly = z.strictObject({ id });

export const teamsRouter = router({
  list: tenant('team:read', {
    rest: { method: 'GET', path: '/teams', summary: 'List teams with their people', tags },
  })
    .input(z.strictObject({}).optional())
    .output(teamList)
    .query(({ ctx }) => findTeams(ctx.tx)),

  get: tenant('team:read', {
    rest: { method: 'GET', path: '/teams/{id}', summary: 'One team', tags },
    errors: ['NotFound'],
  })
    .input(idOnly)
    .output(teamItem)
    .query(({ ctx, input }) => requireTeam(ctx.tx, input.id)),

  create: tenant('team:update', {
    rest: { method: 'POST', path: '/teams', summary: 'Add a team', tags },
    success: 201,
    location: '/api/teams/{id}',
    errors: ['NotFound'],
  })
    .input(teamCreate)
    .output(idOnly)
    .mutation(({ ctx, input }) => createTeam(ctx, input)),

  update: tenant('team:update', {
    rest: {
      method: 'PATCH',
      path: '/teams/{id}',
      summary: 'Rename a team, move it, or give it a manager',
      tags,
    },
    errors: ['NotFound', 'Conflict'],
  })
    .input(teamPatch)
    .output(z.object({ id, version: z.number().int() }))
    .mutation(({ ctx, input }) => saveTeam(ctx, input)),

  delete: tenant('team:update', {
    rest: {
      method: 'DELETE',
      path: '/teams/{id}',
      summary: 'Dissolve a team: its people are in none, their records stay theirs',
      tags,
    },
    success: 204,
    errors: ['NotFound', 'Conflict'],
  })
    .input(z.strictObject({ id, version }))
    .output(idOnly)
    .mutation(({ ctx, input }) => deleteTeam(ctx, input)),

  setMember: tenant('team:update', {
    rest: {
      method: 'PUT',
      path: '/users/{id}/team',
      summary: 'Put somebody into a team, or into none',
      tags,
    },
    errors: ['NotFound'],
  })
    .input(userTeamInput)
    .output(idOnly)
    .mutation(({ ctx, input }) => putInTeam(ctx, input)),
});
