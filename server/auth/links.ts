// The absolute links that mails about signing in carry.
import { paths } from '../../app/paths.ts';
import { env } from '../env.ts';

const absolute = (path: string): string => new URL(path, env.PUBLIC_ORIGIN).href;

export const loginLink = (): string => absolute(paths.login());
export const forgotLink = (): string => absolute(paths.forgotPassword);
export const resetLink = (token: string): string => absolute(paths.reset(token));
/** A page of ours, for a mail that asks to look. */
export const pageUrl = (path: string): string => absolute(path);
export const inviteUrl = (token: string): string => absolute(paths.invite(token));
export const verifyLink = (token: string): string => absolute(paths.verify(token));
export const apiKeysLink = (): string => absolute(paths.apiKeys);
