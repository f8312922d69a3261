// What a company is called without its legal form.
import { wordsIn } from './person-names.ts';

const LEGAL = new Set(
  `inc incorporated llc llp lllp lp ltd ltda limited corp corporation co company companies plc pllc pc pty pte pvt private gmbh mbh ag kg kgaa
  ohg ug ek ev gbr eg se sa sas sasu sarl eurl sca snc srl spa sapa scarl sl slu slne sau cv bv nv vof oy oyj ab hb kb as asa ans aps is
  ehf hf kk yk gk zoo doo dd ad ood eood zrt kft nyrt bt rt sro spol zao ooo oao pao ao too tov uab sia ou ltee enr cie et sp tbk pt bhd sdn
  sab rl cia eirl sac srltda epe ike oe inh holdings`.split(/\s+/),
);
const WEAK = new Set(
  'the a an and of for at in on de la le el los las les di der die das du des y e i und & l d s'.split(' '),
);

/** What joins two legal forms goes with them: "GmbH & Co. KG", "S.A. de C.V." */
const isLegal = (word: string, isInside: boolean): boolean => LEGAL.has(word) || (isInside && WEAK.has(word));

/** Initials written apart are one word: "S.A." and "d. o. o." */
const joinInitials = (name: string): string =>
  name.replace(/(?<![\p{L}\p{N}])((?:\p{L}[.\s/]\s?){1,4}\p{L})(?![\p{L}\p{N}])\.?/gu, (letters) =>
    letters.replace(/[.\s/]/g, ''),
  );

/** Its words, each once, without legal forms, articles and possessives; all of them where nothing else is left. */
export function companyWords(name: string): string[] {
  const words = wordsIn(joinInitials(name.replace(/&/g, ' and ')));
  const bare = [...words];
  while (bare.length > 1 && isLegal(bare.at(-1) ?? '', bare.length < words.length)) bare.pop();
  const strong = bare.filter((word) => !WEAK.has(word));
  return [...new Set(strong.length > 0 ? strong : bare)];
}
