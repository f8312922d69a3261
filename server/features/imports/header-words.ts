// What columns are called, in several languages and many programs' ways, and which field that means. Most words mean the same
// for every noun; a noun says which of its fields that is, and has words of its own.
import type { ImportField, LeadField } from '../../../app/contracts/import-fields.ts';
import { fold } from '../search/search.rules.ts';

/** Lower-case words of a header: "Phone 1 - Value" → "phone 1 value", "billingCity" → "billing city". */
export function headerWords(header: string): string {
  const spaced = header
    .normalize('NFKC')
    .replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2');
  return fold(spaced)
    .replace(/__c$/, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/\be mail/g, 'email')
    .replace(/\bcell phone\b/g, 'mobile')
    .trim();
}

const compact = (words: string): string => words.replaceAll(' ', '');

/** Names that say it all, without spaces, folded. */
const EXACT: Partial<Record<LeadField, string>> = {
  name: `name fullname leadname contactname displayname personname customername clientname prospectname yourname completename
    vollstandigername ansprechpartner kontakt kontaktname nomcomplet nometprenom nombrecompleto nombreyapellidos nomecompleto nominativo
    volledigenaam naam navn imieinazwisko фио имяифамилия полноеимя 氏名 名前 お名前 姓名 이름 contact lead person display`,
  firstName: `firstname first givenname given forename fname vorname prenom nombre nombres primernombre nome primeironome voornaam
    fornavn fornamn imie имя 名 isim ad christianname`,
  middleName: `middlename middle additionalname middleinitial secondname zweitername отчество`,
  lastName: `lastname last surname familyname family lname nachname familienname zuname nomdefamille apellido apellidos
    cognome sobrenome apelido achternaam familienaam etternavn efternamn nazwisko фамилия 姓 苗字 soyad soyisim`,
  company: `company companyname organization organizationname organisation organisationname org orgname account accountname business
    businessname employer firm firma firmenname unternehmen unternehmensname betrieb arbeitgeber gesellschaft societe nomsociete
    entreprise nomentreprise raisonsociale empresa nombreempresa compania compania razonsocial azienda nomeazienda societa
    ragionesociale nomedaempresa bedrijf bedrijfsnaam organisatie virksomhed foretag компания организация названиекомпании 会社 会社名
    企業名 公司 公司名称 单位 회사 회사명 sirket associatedcompany worksfor corporation sitename`,
  title: `jobtitle title position role jobposition occupation function designation jobrole positiontitle berufsbezeichnung position
    funktion titel stelle beruf poste fonction titre intitule cargo puesto titulo ruolo posizione qualifica qualifica functie
    functietitel stanowisko должность 役職 職位 职位 职务 직책 unvan`,
  email: `email mail emailaddress emailid primaryemail workemail businessemail contactemail mailaddress emailadresse emailadr epost
    adresseemail adressemail courriel couriel correo correoelectronico direcciondecorreo indirizzoemail postaelettronica enderecodeemail
    emailadres адресэлектроннойпочты электроннаяпочта почта имейл メール メールアドレス 邮箱 电子邮件 電子郵件 이메일 eposta`,
  phone: `phone phonenumber telephone telephonenumber tel telno phoneno workphone businessphone officephone directphone primaryphone
    mainphone mobile mobilephone mobilenumber mobilephonenumber mobileno cell cellphone cellnumber contactnumber homephone otherphone
    telefon telefonnummer rufnummer telefonnr mobil mobiltelefon mobilnummer handy handynummer diensttelefon numerodetelephone
    portable mobilephone telephoneportable telefono numerodetelefono celular movil telefonomovil cellulare telefone numerodetelefone
    telemovel telefoon telefoonnummer mobiel numertelefonu komorka телефон номертелефона мобильный 電話 電話番号 携帯電話 电话 电话号码
    手机 手机号 전화 전화번호 휴대폰 cep`,
  website: `website web webpage webpage1 websiteurl url homepage companywebsite companyurl site companydomain companydomainname domain
    domainname webseite internetseite internet siteweb siteinternet paginaweb sitioweb sitoweb sito paginadainternet strona
    stronawww сайт вебсайт ホームページ ウェブサイト 网站 网址 웹사이트`,
  industry: `industry industrytype sector branch businesssector vertical marketsegment businesssegment branche industrie industriezweig
    secteur secteurdactivite sectoractividad industria rubro settore setor ramo bedrijfstak branza отрасль сфера 業種 業界 行业 산업`,
  source: `source leadsource origin leadorigin channel originalsource acquisitionchannel acquisitionsource referralsource utmsource
    utmmedium trafficsource howdidyouhearaboutus quelle leadquelle herkunft kanal sourcedulead origine canal fuente fuentedelead
    origen procedencia fonte origem bron leadbron zrodlo источник источниклида 流入元 リードソース 来源 线索来源 출처`,
  stage: `stage status leadstatus leadstage lifecyclestage dealstage pipelinestage phase leadphase verkaufsphase statut etape etat
    estado etapa fase stato statolead situacao fasedelead statuslead статус этап стадия ステータス 段階 状态 阶段 상태 asama durum`,
  owner: `owner leadowner contactowner accountowner personowner recordowner assignedto assigned assignee ownername owneremail salesperson
    salesrep salesrepresentative salesagent accountmanager responsible rep agent besitzer verantwortlich verantwortlicher zustandig
    bearbeiter betreuer proprietaire responsable commercial propietario asignadoa vendedor comercial proprietario assegnatario
    eigenaar wlasciciel opiekun ответственный владелец менеджер 担当者 所有者 负责人 담당자`,
  score: `score leadscore rating leadrating points hubspotscore punkte bewertung punktzahl puntuacion punteggio pontuacao
    оценка балл スコア 评分 점수`,
  street: `street streetaddress address address1 address2 addressline1 addressline2 addressline3 streetline1 streetline2 mailingstreet
    businessstreet businessstreet2 businessstreet3 workaddress workaddress2 homeaddress homestreet homeaddress2 billingstreet
    primaryaddress strasse anschrift adresse adresse1 adresse2 strassehausnummer rue direccion calle domicilio indirizzo via
    endereco rua adres straat ulica адрес улица 住所 番地 地址 街道 주소`,
  city: `city town mailingcity businesscity workcity homecity billingcity suburb locality ort stadt wohnort ville ciudad poblacion
    localidad citta comune cidade plaats stad woonplaats miasto город 市区町村 市 都市 城市 도시 sehir il`,
  region: `state province region stateprovince stateregion county mailingstate businessstate workstate homestate billingstate stateabbr
    bundesland departement provincia regione regiao provincie wojewodztwo область регион 都道府県 省 省份`,
  postalCode: `zip zipcode postalcode postcode zippostalcode mailingpostalcode businesspostalcode workzipcode workzip homezipcode homezip
    billingpostalcode plz postleitzahl codepostal cp codigopostal cap cep postnummer kodpocztowy индекс почтовыйиндекс 郵便番号 邮编 邮政编码
    우편번호`,
  country: `country countryregion countryname countrycode nation mailingcountry businesscountry workcountry homecountry billingcountry
    businesscountryregion land staat pays pais paese nazione kraj страна 国 国名 国家 국가 ulke`,
  description: `description notes note comment comments remarks remark background message details about memo bio beschreibung notiz
    notizen bemerkung bemerkungen kommentar anmerkung anmerkungen remarques commentaire commentaires descripcion notas comentario
    comentarios observaciones descrizione commenti descricao observacoes omschrijving opmerkingen notities opis uwagi notatki описание
    комментарий примечание 備考 メモ 説明 备注 描述 说明 비고 메모`,
  createdAt: `createdat created createddate createdtime createdon createdatetime createdate createtime creationdate creationtime
    datecreated timecreated dateadded addedon addtime entrydate leadcreated leadcreateddate leaddate submittedat submittedon
    submissiondate signupdate registrationdate registeredat registeredon timestamp firstcontactdate inquirydate enquirydate erstelltam
    erstellungsdatum erstellt angelegtam datedecreation creele fechadecreacion fechacreacion creadoel datacreazione creatoil
    datadecriacao criadoem aanmaakdatum aangemaaktop datautworzenia датасоздания создано 作成日 作成日時 登録日 创建时间 创建日期 생성일`,
  externalId: `id leadid recordid contactid personid prospectid leadnumber externalid uuid guid customerid clientid systemid leadno
    recordnumber kundennummer kundennr identifiant identifiantlead identificador codigo идентификатор номер uniqueid recid rowid`,
};

/** A field by its names: written without spaces, folded, in one text. */
function byName<F extends ImportField>(names: Partial<Record<F, string>>): Map<string, F> {
  const found = new Map<string, F>();
  for (const [field, words] of Object.entries(names) as [F, string][])
    for (const name of words.split(/\s+/)) if (name && !found.has(fold(name))) found.set(fold(name), field);
  return found;
}
const SHARED = byName(EXACT);

export interface Pattern<F = ImportField> {
  field: F;
  is: RegExp;
  not?: RegExp;
}

/** How the columns of a noun are called. */
export interface Headers {
  /** its own names and words, asked first; a field of null is one that the noun does not have */
  names: ReadonlyMap<string, ImportField>;
  patterns: readonly Pattern<ImportField | null>[];
  /** which of its fields the words mean that all nouns share */
  means: Partial<Record<LeadField, ImportField>>;
}

export const headersOf = (
  means: Headers['means'],
  names: Partial<Record<ImportField, string>> = {},
  patterns: Headers['patterns'] = [],
): Headers => ({ means, names: byName(names), patterns });

/** Names put together from words. The first that fits wins. */
const PATTERNS: readonly Pattern<LeadField>[] = [
  {
    field: 'owner',
    is: /\b(owner|assigned to|assignee|sales rep|besitzer|responsable|propietario)\b/,
    not: /\b(id|date|team)\b/,
  },
  {
    field: 'createdAt',
    is: /\b(create[sd]?|created|creation|added|signup|submitted|registered|inquiry)\b.*\b(date|time|at|on)\b|\bdate\b.*\b(created|added|submitted)\b/,
    not: /\b(by|month|modified|updated)\b/,
  },
  {
    field: 'email',
    is: /\bemails?\b|\bcourriel\b|\bcorreo\b/,
    not: /\b(type|display|opt|bounce|status|count|sent|open|owner|date|not|reason|verified|consent|domain|updates?)\b/,
  },
  {
    field: 'phone',
    is: /\b(phones?|mobile|telephone|telefon\p{L}*|cell)\b/u,
    not: /\b(type|opt|status|call|pager|fax|assistant|verified|country)\b/,
  },
  {
    field: 'source',
    is: /\b(lead|original|record|contact|deal) (source|origin)\b|\bsource of lead\b/,
    not: /\b(detail|drill|id)\b/,
  },
  {
    field: 'stage',
    is: /\b(lead|deal|contact|lifecycle|pipeline|sales) (status|stage)\b/,
    not: /\b(date|changed|time|id|marketing)\b/,
  },
  { field: 'score', is: /\b(lead|contact|engagement) score\b/, not: /\b(date|reason)\b/ },
  {
    field: 'website',
    is: /\b(website|web site|web page|homepage)\b|\b(company|organization) (url|domain)\b/,
    not: /\b(time|visits?|spent|linkedin|count|views?)\b/,
  },
  {
    field: 'title',
    is: /\b(job|position|organization 1|work) (title|position|role)\b/,
    not: /\b(id|date)\b/,
  },
  {
    field: 'company',
    is: /\b(company|organi[sz]ation|account|employer|firma|empresa|societe)\b(?: \d)?(?: name)?$|^(company|organi[sz]ation|account|employer|firma|empresa)\b/,
    not: /\b(id|size|domain|type|number|owner|phone|url|street|city|country|state|zip|index|count|revenue|email|manager|main|yomi|title|department|address)\b/,
  },
  {
    field: 'firstName',
    is: /\b(first|given) name\b|\bvorname\b|\bprenom\b/,
    not: /\b(yomi|phonetic|company|owner|spouse|manager)\b/,
  },
  {
    field: 'lastName',
    is: /\b(last|family) name\b|\bsurname\b|\bnachname\b/,
    not: /\b(yomi|phonetic|company|owner|spouse|manager)\b/,
  },
  { field: 'middleName', is: /\b(middle|additional) name\b/, not: /\b(yomi|phonetic)\b/ },
  {
    field: 'name',
    is: /^(lead|contact|person|full|display|customer|client|prospect|attendee|your) name\b|^name of (the )?(lead|contact|person)\b/,
    not: /\b(company|first|last|user)\b/,
  },
  { field: 'postalCode', is: /\b(zip|postal|post) ?code\b|\bzip\b|\bplz\b/ },
  {
    field: 'street',
    is: /\bstreet\b|\baddress line\b|^(mailing|work|home|business|billing|postal|company) address(?: \d)?$/,
    not: /\bnumber\b/,
  },
  { field: 'city', is: /\b(city|town)\b/, not: /\bid\b/ },
  { field: 'country', is: /\bcountry\b/, not: /\b(id|phone|dial|calling)\b/ },
  { field: 'region', is: /\b(state|province|region)\b/, not: /\b(id|lead|of|sales|united|status)\b/ },
  { field: 'industry', is: /\b(industry|sector)\b/, not: /\b(id|code|sic|naics)\b/ },
  {
    field: 'description',
    is: /^(lead|contact|internal|additional|general|sales) (notes?|comments?|description|remarks)$|\b(message|comments?)\b/,
    not: /\b(date|count|id|last)\b/,
  },
  {
    field: 'externalId',
    is: /^(lead|prospect|contact|person|record|customer|client|external|unique)(?: record)? (id|number|no|key|uuid)$|^(id|uuid|guid)$/,
    not: /\b(company|owner|account)\b/,
  },
];

/** Columns that look like a field by name but hold something else. */
const FOREIGN = /\b(assistant|spouse|manager|fax|pager|yomi|phonetic|callback|car|avatar|photo|image)\b/;
/** Columns an error file adds; they are not the customer's data. */
export const OWN_COLUMNS: readonly string[] = [
  'Import line',
  'Import column',
  'Import reason',
  'Import suggestion',
];

export interface HeaderGuess {
  field: ImportField;
  /** the whole header names the field, or only words in it */
  exact: boolean;
  words: string;
}

/** What a header says whatever the noun, and what it says of this one. */
export function fieldOfHeader(header: string, { names, patterns, means }: Headers): HeaderGuess | null {
  const words = sayingWords(header);
  if (words === null) return null;
  const own = names.get(compact(words));
  if (own) return { field: own, exact: true, words };
  const put = patterns.find(({ is, not }) => is.test(words) && !not?.test(words));
  if (put) return put.field && { field: put.field, exact: false, words };
  const shared = sharedField(words);
  const field = shared && means[shared.field];
  return shared && field ? { field, exact: shared.exact, words } : null;
}

function sayingWords(header: string): string | null {
  if (header.length > 200) return null;
  const words = headerWords(header);
  const isOurs = OWN_COLUMNS.some((own) => headerWords(own) === words);
  return words === '' || isOurs || FOREIGN.test(words) ? null : words;
}

function sharedField(words: string): { field: LeadField; exact: boolean } | null {
  const whole = SHARED.get(compact(words));
  if (whole) return { field: whole, exact: true };
  const found = PATTERNS.find(({ is, not }) => is.test(words) && !not?.test(words));
  return found ? { field: found.field, exact: false } : null;
}

/** Whether a cell could be the name of a column: known, or of the form programs give. */
export function isKnownHeader(cell: string): boolean {
  const words = sayingWords(cell);
  return words !== null && sharedField(words) !== null;
}
