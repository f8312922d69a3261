import { createContext, useContext } from 'react';

/** The response's CSP nonce. Known on the server only: browsers hide it from scripts, so it never travels as data. */
export const NonceContext = createContext<string | undefined>(undefined);

export const useNonce = (): string | undefined => useContext(NonceContext);
