// The forms of the contacts pages: what the contract asks for, as browsers send it.
import { z } from 'zod';
import { contactFields, hasName, NEEDS_NAME } from './contacts.ts';
import { text, version } from './fields.ts';

// Who chooses from the list sends an id, who types sends the words.
const fields = { ...contactFields, organizationId: text(200, 'Organization').optional() };

export const newContactForm = z.strictObject(fields).refine(hasName, NEEDS_NAME);

export const editContactForm = z.strictObject({ version, ...fields }).refine(hasName, NEEDS_NAME);
