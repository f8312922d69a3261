// Which domains say who a company is: not those of mail for everybody, and not those that host everybody's pages.

const FREE_MAIL =
  /^(?:gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|rocketmail|icloud|me|mac|aol|gmx|web|mail|proton|protonmail|pm|zoho|yandex|inbox|list|bk|rambler|qq|163|126|sina|foxmail|naver|daum|hanmail|t-online|freenet|arcor|orange|wanadoo|laposte|free|libero|virgilio|tiscali|comcast|verizon|att|sbcglobal|btinternet|fastmail|hey|tutanota|uol|bol|terra|wp|o2|onet|interia|seznam|centrum|rediffmail)\.(?:[a-z]{2,3}|com?\.[a-z]{2})$/;

const HOSTS =
  /(?:^|\.)(?:linkedin|facebook|instagram|twitter|x|youtube|tiktok|pinterest|xing|medium|github|wikipedia|blogspot|wordpress|wixsite|weebly|squarespace|tumblr|shopify|myshopify|etsy|ebay|amazon|google|goo|bit|linktr|notion|netlify|herokuapp|vercel)\.(?:[a-z]{2,4}|com?\.[a-z]{2})$|\.github\.io$/;

/** Whether a domain is shared by many who have nothing to do with each other. */
export const isSharedDomain = (domain: string): boolean => FREE_MAIL.test(domain) || HOSTS.test(domain);
