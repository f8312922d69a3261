// All static checks, in the order of the report.
import type { Check } from './check.ts';
import { classChecks } from './checks/classes.ts';
import { functionChecks } from './checks/functions.ts';
import { schemaGrantChecks, tableGrantChecks } from './checks/grants.ts';
import { indexChecks } from './checks/indexes.ts';
import { foreignKeyChecks, keyChecks } from './checks/keys.ts';
import { objectChecks } from './checks/objects.ts';
import { policyChecks, visibilityChecks } from './checks/policies.ts';
import { roleChecks } from './checks/roles.ts';
import { triggerChecks } from './checks/triggers.ts';
import { wallChecks } from './checks/walls.ts';

export const CHECKS: readonly Check[] = [
  ...roleChecks,
  ...classChecks,
  ...wallChecks,
  ...policyChecks,
  ...visibilityChecks,
  ...foreignKeyChecks, // before the keys: what a simple foreign key rests on can only go after it
  ...keyChecks,
  ...indexChecks,
  ...tableGrantChecks,
  ...schemaGrantChecks,
  ...functionChecks,
  ...objectChecks,
  ...triggerChecks,
];
