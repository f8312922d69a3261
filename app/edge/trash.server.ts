// Taking something back out of the trash, whatever its noun.
import type { TrashNoun } from '../contracts/trash.ts';
import type { Page } from './page.server.ts';

export const restoreOf = ({ leads, organizations, contacts, opportunities, tasks }: Page['caller']) =>
  ({
    lead: leads.restore,
    organization: organizations.restore,
    contact: contacts.restore,
    opportunity: opportunities.restore,
    task: tasks.restore,
  }) satisfies Record<TrashNoun, (input: { id: string }) => Promise<unknown>>;
