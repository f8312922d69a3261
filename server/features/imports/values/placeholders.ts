// Words that programs and people put where nothing is known. They are empty only where the column gives no other reason
// to keep them: in a column of names "Null" is a person and "N/A" stays as typed.
import type { ImportField } from '../../../../app/contracts/import-fields.ts';
import type { DetectedColumn } from '../../../../app/contracts/imports.ts';

const ALWAYS = new Set([
  'n/a',
  'n.a.',
  'n\\a',
  '#n/a',
  'n/d',
  'na',
  'nan',
  'null',
  '(null)',
  '<null>',
  '\\n',
  'nil',
  'none',
  '-none-',
  '--none--',
  '(none)',
  '<none>',
  'select',
  'select...',
  'select…',
  '-select-',
  '--select--',
  '- select -',
  '-- select --',
  'please select',
  'select one',
  'choose',
  'choose one',
  'please choose',
  'not set',
  'not provided',
  'not specified',
  'not available',
  'not applicable',
  'unspecified',
  'undefined',
  'no value',
  '(no value)',
  '(blank)',
  '[blank]',
  'blank',
  '(empty)',
  'empty',
  '-',
  '--',
  '---',
  '–',
  '—',
  '.',
  '?',
  '??',
  '*',
  '_',
  'x',
  'xx',
  'xxx',
  'tbd',
  'tba',
  'bitte auswählen',
  'bitte wählen',
  'auswählen',
  'keine angabe',
  'k.a.',
  'k. a.',
  'nicht angegeben',
  'leer',
  'sélectionner',
  'sélectionnez',
  'choisir',
  'non renseigné',
  'aucun',
  'aucune',
  'vide',
  'seleccionar',
  'seleccione',
  'elegir',
  'ninguno',
  'ninguna',
  'sin datos',
  'seleziona',
  'nessuno',
  'nessuna',
  'selecione',
  'nenhum',
  'nenhuma',
  'selecteer',
  'geen',
  'wybierz',
  'brak',
  'выберите',
  'нет данных',
  'не указано',
  '選択してください',
  '未設定',
  '请选择',
  '無',
  '无',
]);

// Single letters and marks that could be a value where many different ones stand.
const WEAK = new Set([
  'x',
  'xx',
  'xxx',
  'na',
  'none',
  'no value',
  'blank',
  'empty',
  'unspecified',
  'nil',
  'nan',
  'tba',
  'tbd',
  '.',
  '_',
  '*',
]);

const NAMES: readonly ImportField[] = ['name', 'firstName', 'middleName', 'lastName', 'contact'];
const FREE_TEXT: readonly ImportField[] = [
  'company',
  'organization',
  'title',
  'description',
  'street',
  'city',
  'externalId',
];
/** Nothing in these fields can be one of the words, so all of them read as empty. */
const TYPED: readonly ImportField[] = [
  'email',
  'contactEmail',
  'phone',
  'website',
  'domain',
  'organizationDomain',
  'createdAt',
  'closeDate',
  'amount',
  'score',
];

const STARTS = new Set([...ALWAYS].flatMap((word) => [word.charCodeAt(0), word.toUpperCase().charCodeAt(0)]));
const LONGEST = 24;

export const isPlaceholder = (cell: string): boolean =>
  cell.length <= LONGEST && STARTS.has(cell.charCodeAt(0)) && ALWAYS.has(cell.trim().toLowerCase());

/** No letter or digit at all: nothing is called "-". */
const isMark = (word: string): boolean => !/[\p{L}\p{N}]/u.test(word);

/**
 * Whether a filled cell of a column stands for nothing. `column` is what a sample of it showed: in columns of free text a
 * word counts only where it is repeated, so that a company called "None" survives.
 */
export function emptyRule(
  field: ImportField,
  column: Pick<DetectedColumn, 'filled' | 'placeholders'>,
): (cell: string) => boolean {
  const repeated = new Set(
    column.placeholders
      .filter(({ count }) => count >= 3 && count >= column.filled * 0.01)
      .map(({ value }) => value),
  );
  return (cell) => {
    if (!isPlaceholder(cell)) return false;
    const word = cell.trim().toLowerCase();
    if (isMark(word) || TYPED.includes(field)) return true;
    if (NAMES.includes(field)) return false;
    return repeated.has(word) || !(FREE_TEXT.includes(field) || WEAK.has(word));
  };
}
