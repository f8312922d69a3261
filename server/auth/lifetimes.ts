// How long each credential lives. Sessions count on the database's clock; everything here is in seconds.

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const ACCESS_SECONDS = 10 * MINUTE;
/** Two tabs that refresh within this time are a race, not a theft. */
export const RACE_SECONDS = 30;
export const RESET_SECONDS = 30 * MINUTE;
export const VERIFY_SECONDS = 24 * HOUR;
/** How long a person who has just proven who they are may change what guards the account. */
export const SUDO_SECONDS = 10 * MINUTE;
/** Between the password and the second factor. */
export const MFA_SECONDS = 5 * MINUTE;
export const INVITE_SECONDS = 7 * DAY;
export const API_KEY_DAYS = 365;
export const DAY_SECONDS = DAY;

export interface SessionLifetime {
  readonly idle: number;
  readonly absolute: number;
}

const NORMAL: SessionLifetime = { idle: 12 * HOUR, absolute: 24 * HOUR };
const REMEMBERED: SessionLifetime = { idle: 7 * DAY, absolute: 30 * DAY };
/** Admins and operators, whether remembered or not. */
export const PRIVILEGED: SessionLifetime = { idle: 30 * MINUTE, absolute: 12 * HOUR };

export const sessionLifetime = (who: { remember: boolean; isOperator: boolean }): SessionLifetime =>
  who.isOperator ? PRIVILEGED : who.remember ? REMEMBERED : NORMAL;
