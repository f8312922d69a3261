// The one router behind every door. A feature is known to the outside by its line here.
import { accountsRouter } from '../features/accounts/accounts.router.ts';
import { activitiesRouter } from '../features/activities/activities.router.ts';
import { apiKeysRouter } from '../features/api-keys/api-keys.router.ts';
import { bulkRouter } from '../features/bulk/bulk.router.ts';
import { calendarRouter } from '../features/calendar/calendar.router.ts';
import { contactsRouter } from '../features/contacts/contacts.router.ts';
import { customFieldsRouter } from '../features/custom-fields/custom-fields.router.ts';
import { dashboardRouter } from '../features/dashboard/dashboard.router.ts';
import { importsRouter } from '../features/imports/imports.router.ts';
import { invitesRouter } from '../features/invites/invites.router.ts';
import { jobsRouter } from '../features/jobs/jobs.router.ts';
import { leadsRouter } from '../features/leads/leads.router.ts';
import { liveRouter } from '../features/live/live.router.ts';
import { notificationsRouter } from '../features/notifications/notifications.router.ts';
import { operatorsRouter } from '../features/operators/operators.router.ts';
import { organizationsRouter } from '../features/organizations/organizations.router.ts';
import { opportunitiesRouter } from '../features/opportunities/opportunities.router.ts';
import { pipelinesRouter } from '../features/pipelines/pipelines.router.ts';
import { rolesRouter } from '../features/roles/roles.router.ts';
import { viewsRouter } from '../features/views/views.router.ts';
import { tagsRouter } from '../features/tags/tags.router.ts';
import { duplicatesRouter } from '../features/duplicates/duplicates.router.ts';
import { searchRouter } from '../features/search/search.router.ts';
import { tasksRouter } from '../features/tasks/tasks.router.ts';
import { trashRouter } from '../features/trash/trash.router.ts';
import { teamsRouter } from '../features/teams/teams.router.ts';
import { usersRouter } from '../features/users/users.router.ts';
import { router } from './procedures.ts';

export const appRouter = router({
  activities: activitiesRouter,
  apiKeys: apiKeysRouter,
  auth: accountsRouter,
  bulk: bulkRouter,
  calendar: calendarRouter,
  contacts: contactsRouter,
  customFields: customFieldsRouter,
  dashboard: dashboardRouter,
  imports: importsRouter,
  invites: invitesRouter,
  jobs: jobsRouter,
  leads: leadsRouter,
  live: liveRouter,
  notifications: notificationsRouter,
  operators: operatorsRouter,
  organizations: organizationsRouter,
  opportunities: opportunitiesRouter,
  pipelines: pipelinesRouter,
  roles: rolesRouter,
  tags: tagsRouter,
  views: viewsRouter,
  duplicates: duplicatesRouter,
  search: searchRouter,
  tasks: tasksRouter,
  trash: trashRouter,
  teams: teamsRouter,
  users: usersRouter,
});

export type AppRouter = typeof appRouter;
