/** Milliseconds to wait for what must come, however busy the machine is. Nothing is claimed about how long it takes. */
export const PATIENCE = 20_000;
