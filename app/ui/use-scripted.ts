import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** False on the server and for the first picture, true once scripts have taken the page over. */
export const useScripted = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
