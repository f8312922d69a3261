// The one router behind every door. A feature is known to the outside by its line here.
import { leadsRouter } from '../features/leads/leads.router.ts';
import { router } from './procedures.ts';

export const appRouter = router({
  leads: leadsRouter,
});

export type AppRouter = typeof appRouter;
