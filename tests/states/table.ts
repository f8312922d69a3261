// Every page and the states it can be in.
import type { PageStates } from './pages/page-states.ts';
import { recordPages } from './pages/record-pages.ts';
import { gatePages, settingsPages } from './pages/settings-pages.ts';
import { workPages } from './pages/work-pages.ts';

export type { PageStates };

/** Broken, these take the frame along. */
export const IN_FRAME: readonly string[] = ['crm.users', 'crm.teams'];

export const pages: readonly PageStates[] = [...recordPages, ...workPages, ...settingsPages, ...gatePages];
