// The states that a page can be in. What is not named does not apply to it; tests/states/table.test.ts holds what a route
// module has (a loader, an id, a form) against what is named.
export interface PageStates {
  /** the module in app/routes */
  file: string;
  /** the address; `:lead` stands for the id of that thing */
  at: string;
  /** before anything was made: what it teaches */
  empty?: string | undefined;
  /** a query that nothing fits, and what is said */
  filtered?: readonly [query: string, said: string];
  /** without this relation the page cannot be read; the frame stays, unless what is broken is in the frame too */
  broken?: string;
  /** the permission that is named to who holds none */
  denied?: string;
  /** it is for those who are not signed in */
  isOutside?: true;
  /** an id that nothing has, and one of another tenant */
  missing?: true;
  /** somebody who may only read: the page without a form that changes anything, or the permission that is named instead */
  readOnly?: true | string;
  /** what is sent is refused: the form, what of it stays, and why it is refused */
  refused?: { sent: Record<string, string>; kept?: string; said: string };
  /** saved by somebody else meanwhile: the field in which both differ, with the rest of the form */
  conflict?: { field: string; rest: Record<string, string> };
}
