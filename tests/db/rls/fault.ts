import type { World } from './world.ts';

/** What a hurried migration or a console session could leave behind, and the check that must find it. */
export interface Fault {
  check: string;
  what: string;
  /** Plants it; several statements may be joined. */
  plant: (world: World) => string;
  /** For what SQL cannot plant: the check asked about another server. */
  rewrite?: (query: string) => string;
}
