// E-mail addresses as evidence: whose they may be, and what of them is a slip of the pen.
import { normalizeEmail } from '../../../../app/contracts/email.ts';
import { fold } from '../../search/search.rules.ts';

export interface Mailbox {
  address: string;
  local: string;
  host: string;
  isValid: boolean;
  /** of a post rather than of a person */
  isRole: boolean;
}

const ROLES = new Set(
  `abuse accounting accounts admin administration administrator administracion ap ar bestellung billing board booking bookings buchhaltung
  business careers ceo cfo compras comptabilite contact contacto contactus contato crew customercare customerservice desk direction
  director dpo einkauf enquiries enquiry events everyone facturacion family feedback finance front frontdesk general hello help helpdesk hi
  hostmaster hr info information inquiries inquiry invoice invoices it jobs kontakt kundenservice legal mail mailbox manager marketing me
  media news newsletter noreply no-reply donotreply office operations ops orders order owner partner partners payroll post postmaster
  praktikum press presse privacy procurement purchasing reception recepcion recruiting recruitment rechnung redaktion reservations
  reservierung root sales sales1 secretary security sekretariat service services shop staff studio subscribe support team tech ventas
  verkauf vendas verwaltung web webmaster welcome zentrale`.split(/\s+/),
);
const FREE = new Set(
  `gmail.com googlemail.com yahoo.com yahoo.co.uk yahoo.fr yahoo.de yahoo.es yahoo.it yahoo.co.jp yahoo.co.in yahoo.com.br ymail.com
  rocketmail.com hotmail.com hotmail.co.uk hotmail.fr hotmail.de hotmail.es hotmail.it outlook.com outlook.de outlook.fr live.com live.co.uk
  live.fr msn.com aol.com icloud.com me.com mac.com proton.me protonmail.com pm.me gmx.de gmx.net gmx.at gmx.ch gmx.com web.de t-online.de
  freenet.de mail.com email.com mail.ru yandex.ru yandex.com bk.ru list.ru inbox.ru rambler.ru qq.com 163.com 126.com sina.com foxmail.com
  naver.com daum.net hanmail.net orange.fr wanadoo.fr free.fr sfr.fr laposte.net libero.it virgilio.it alice.it tin.it uol.com.br bol.com.br
  terra.com.br wp.pl o2.pl onet.pl interia.pl seznam.cz centrum.cz zoho.com fastmail.com hey.com tutanota.com comcast.net verizon.net
  att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net btinternet.com sky.com virginmedia.com ntlworld.com talktalk.net
  bigpond.com optusnet.com.au rogers.com shaw.ca sympatico.ca telus.net ziggo.nl kpnmail.nl planet.nl telenet.be skynet.be bluewin.ch
  rediffmail.com`.split(/\s+/),
);

/** Anybody may have an address there. */
export const isFreeHost = (host: string): boolean => FREE.has(host);

export function mailbox(typed: string): Mailbox | null {
  const valid = normalizeEmail(typed);
  const address = fold(valid ?? typed).replace(/\s+/g, '');
  if (address.length < 6) return null;
  const at = address.lastIndexOf('@');
  const local = at < 0 ? address : address.slice(0, at);
  return {
    address,
    local,
    host: at < 0 ? '' : address.slice(at + 1),
    isValid: valid !== null,
    isRole:
      ROLES.has(local.replace(/[+].*$/, '').replace(/[\d._-]+$/, '')) ||
      ROLES.has(local.split(/[._-]/)[0] ?? ''),
  };
}
