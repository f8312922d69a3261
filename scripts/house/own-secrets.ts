import type { HouseRule } from './tree.ts';

/** Keys that begin with "canary" are planted by tests. */
const API_KEY = /\bsf_(?:live|test)_(?!canary)[A-Za-z0-9]{8,}_[\w-]{32,}/;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** Secrets that the general scanner does not know: StreamFlow's own keys, and private keys too short for its pattern. */
export const ownSecrets: HouseRule = {
  name: 'own-secrets',
  check: (tree) => [
    ...tree.grep(tree.texts(), API_KEY, () => 'holds an API key of StreamFlow'),
    ...tree.grep(tree.texts(), PRIVATE_KEY, () => 'holds a private key'),
  ],
};
