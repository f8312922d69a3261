// A website as the domain it belongs to. Pages at a host that serves everybody tell nobody apart.
import { toAscii } from '../../../../app/contracts/email.ts';
import { isFreeHost } from './emails.ts';

const SHARED =
  /(?:^|\.)(?:facebook|fb|instagram|linkedin|twitter|x|youtube|tiktok|pinterest|xing|yelp|tripadvisor|google|goo|bit|linktr|wixsite|wix|wordpress|blogspot|blogger|tumblr|weebly|squarespace|myshopify|shopify|etsy|ebay|amazon|github|gitlab|medium|substack|notion|webflow|godaddysites|jimdo|jimdofree|business|sites|about|carrd|herokuapp|netlify|vercel|azurewebsites|cloudfront|amazonaws)\.[a-z.]{2,6}$/;

export function siteOf(typed: string): string | null {
  const host = typed
    .trim()
    .toLowerCase()
    .replace(/^[a-z][a-z+.-]*:\/\//, '')
    .replace(/[/?#:].*$/s, '')
    .replace(/^www\d?\./, '');
  const site = toAscii(host);
  return site === null || isFreeHost(site) || SHARED.test(site) ? null : site;
}
