// The sign-in pages' forms: what the accounts contract asks for, plus what only a form has (a second typing, a way back).
import { z } from 'zod';
import { factorCodeInput, mfaInput, profileInput, sessionInput } from './account-security.ts';
import {
  loginCodeRequestInput,
  loginInput,
  registerInput,
  resendInput,
  resetConfirmInput,
  resetRequestInput,
} from './accounts.ts';

const next = z.string().max(2_000).optional();

export const loginForm = z.object({
  email: loginInput.shape.email,
  password: loginInput.shape.password,
  remember: loginInput.shape.remember,
  challenge: loginInput.shape.challenge,
  solution: loginInput.shape.solution,
  next,
});

export const loginCodeRequestForm = z.object({ ...loginCodeRequestInput.shape, next });

export const registerForm = z
  .object({
    name: registerInput.shape.name,
    email: registerInput.shape.email,
    password: registerInput.shape.password,
    confirm: z.string('Type the password again.').max(1_024),
    tenantInvite: registerInput.shape.tenantInvite,
    region: registerInput.shape.region,
  })
  .refine(({ password, confirm }) => password === confirm, {
    path: ['confirm'],
    message: 'The two passwords differ.',
  });

export const forgotPasswordForm = z.object({ email: resetRequestInput.shape.email });

export const resendForm = z.object({ email: resendInput.shape.email });

export const resetForm = z
  .object({
    newPassword: resetConfirmInput.shape.newPassword,
    confirm: z.string('Type the password again.').max(1_024),
  })
  .refine(({ newPassword, confirm }) => newPassword === confirm, {
    path: ['confirm'],
    message: 'The two passwords differ.',
  });

const optional = z.string().max(1_024).optional();

/** Either of the two; which one is missing is said at the password. */
export const sudoForm = z
  .object({ password: optional, code: optional, next })
  .refine(({ password, code }) => Boolean(password) || Boolean(code), {
    path: ['password'],
    message: 'Enter your password.',
  });

export const changePasswordForm = resetForm;
export const changeEmailForm = z.object({ email: registerInput.shape.email });
export const profileForm = z.object(profileInput.shape);
export const codeForm = z.object({ code: factorCodeInput.shape.code });
export const loginCodeForm = z.object({
  mfaToken: mfaInput.shape.mfaToken,
  code: mfaInput.shape.code,
  next,
});
export const sessionForm = z.object({ id: sessionInput.shape.id });
