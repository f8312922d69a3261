// Every task there is, by name: what it is told and what it does. A feature's jobs live in its <noun>.jobs.ts.
import type { z } from 'zod';
import { adminsAlert } from '../features/alerts/alerts.jobs.ts';
import { bulkEdit, bulkUndo } from '../features/bulk/bulk.jobs.ts';
import { fileDeleted } from '../features/files/files.jobs.ts';
import { importPreview, importRun } from '../features/imports/imports.tasks.ts';
import { recordAssigned, recordsAssigned } from '../records/records.jobs.ts';
import { taskRemind } from '../features/tasks/reminders.jobs.ts';
import { teamFollow } from '../features/teams/teams.jobs.ts';
import { userStatusChanged } from '../features/users/users.jobs.ts';
import type { Task } from './task.ts';

export const catalog = {
  'admins.alert': adminsAlert,
  'bulk.edit': bulkEdit,
  'bulk.undo': bulkUndo,
  'file.deleted': fileDeleted,
  'import.preview': importPreview,
  'import.run': importRun,
  'record.assigned': recordAssigned,
  'records.assigned': recordsAssigned,
  'task.remind': taskRemind,
  'team.follow': teamFollow,
  'user.status_changed': userStatusChanged,
} as const satisfies Record<string, Task<z.ZodType>>;

export type TaskName = keyof typeof catalog;
export type TaskPayload<N extends TaskName> = z.input<(typeof catalog)[N]['payload']>;
