// At least one fault for every static check.
import { ACCESS_FAULTS } from './access-faults.ts';
import type { Fault } from './fault.ts';
import { KEY_FAULTS } from './key-faults.ts';
import { CLASS_FAULTS, ROLE_FAULTS } from './role-faults.ts';
import { WALL_FAULTS } from './wall-faults.ts';

export const FAULTS: readonly Fault[] = [
  ...ROLE_FAULTS,
  ...CLASS_FAULTS,
  ...WALL_FAULTS,
  ...KEY_FAULTS,
  ...ACCESS_FAULTS,
];
