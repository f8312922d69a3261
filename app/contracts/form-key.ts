// The hidden field by which a form that is sent twice is known to be the same one.

export const FORM_KEY_FIELD = '_key';
