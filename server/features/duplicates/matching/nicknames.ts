// Short and familiar forms of given names, in several languages. A word may belong to several: "Alex" is Alexander and Alexandra.

const FAMILIES = `
abigail abby gail|adelaide addie|albert al bert|alexander alex alec sandy sasha alejandro alessandro xander|alexandra alex sandra sasha
alexis lexi|alfred al fred alf alfredo|alice ali|allison ali allie alison|amanda mandy|amelia amy millie|andrew andy drew andreas andre
angela angie|ann anna anne annie nan|anthony tony antonio anton toni|antoinette toni|archibald archie|arthur art artie|augustus gus
barbara barb babs barbie|bartholomew bart|beatrice bea trixie|benedict ben|benjamin ben benny benji|bernard bernie bernardo
bradley brad|brandon bran|calvin cal|cameron cam|carolina caroline carol carrie|cassandra cass cassie|catherine cathy kate katie kathy
katherine kathryn kate kathy katie kat kitty kath cathy catherine katharina|cecilia cece|charles charlie chuck chas carl carlos karl
charlotte lottie charlie|chester chet|christian chris|christina chris tina christine chrissy kristina|christopher chris topher kit christoph
clarence clare|clifford cliff|clinton clint|constance connie|cornelius neil|curtis curt|cynthia cindy|daniel dan danny daniele
danielle dani|david dave davey|deborah deb debbie debra|dennis denny|derek rick|dolores lola|dominic dom nick|donald don donnie
dorothy dot dottie|douglas doug|edmund ed eddie|edward ed eddie ned ted teddy eduard eduardo|edwin ed eddie|eleanor ellie nell nora
elizabeth liz beth betsy betty eliza lisa libby lizzie elisabeth elsa bess|ellen nell|emily em emmy|emma em|eric rick|ernest ernie ernst
esther essie|eugene gene|evelyn evie|ezekiel zeke|florence flo|frances fran fanny frankie|francis frank frankie francisco francesco
franklin frank|frederick fred freddie fritz friedrich rick|gabriel gabe|gabrielle gabby|geoffrey geoff jeff|george georg jorge giorgio
gerald gerry jerry|gertrude trudy|gilbert gil|giovanni gianni|gregory greg|guillermo memo|gwendolyn gwen|hannah anna|harold harry hal
harriet hattie|helen nell lena|henry hank harry hal heinrich henri enrique|herbert herb bert|howard howie|ignacio nacho|irene rena
isaac ike|isabella bella izzy isabel isabelle|jacob jake jakob|jacqueline jackie|james jim jimmy jamie diego|jane janie jenny|janet jan
jason jay|jeffrey jeff|jennifer jen jenny jenna|jeremy jerry|jerome jerry|jessica jess jessie|jesus chuy|joanna jo joan johanna
john johnny jack jon juan johann hans giovanni jean ivan|jonathan jon jonny nathan|joseph joe joey josef jose pepe giuseppe jo|josephine jo josie
joshua josh|judith judy|julia julie jules|julian jules|kenneth ken kenny|kimberly kim|kristen kris kristin|lawrence larry lars laurence lorenzo
leonard leo len lenny|leonardo leo|leslie les|lillian lily lil|louis lou luis ludwig luigi|louise lou|lucille lucy|madeline maddie madeleine
margaret maggie meg peg peggy marge margie greta rita margarita|maria marie mary|marcus mark marc marco markus|martha marty|martin marty
mary molly polly mae maria marie|matilda tilly|matthew matt matthias matteo mateo|maxwell max|maximilian max|megan meg|melissa mel missy
melanie mel|michael mike mick mickey miguel mikhail michel misha|michelle shelly|mildred millie|miranda randy|mitchell mitch|mohammed mohamed muhammad mohammad
nancy nan|natalie nat|natalia natasha|nathan nate nat|nathaniel nate nat nathan|nicholas nick nicky nicolas nikolaus nicola klaus|nicole nicki
norman norm|oliver ollie|olivia liv livvy|oscar ossie|pamela pam|patricia pat patty trish tricia|patrick pat paddy|paul pablo paolo
paulina polly|penelope penny|peter pete pedro pietro pierre|philip phil philipp felipe|phillip phil|priscilla cilla|rachel rae|ralph raul
randall randy|raymond ray|rebecca becky becca|regina gina|reginald reg reggie|richard rick dick rich ricky ricardo riccardo|robert bob bobby rob robbie bert roberto
roberta bobbie|roderick rod|rodney rod|roger rodge|roland rollie|ronald ron ronnie|rosemary rose rosie|roy leroy|russell russ|ruth ruthie
sabrina bri|samantha sam sammy|samuel sam sammy|sarah sally sadie sara|scott scotty|sebastian seb bas|shirley shirl|solomon sol|sophia sophie sofia
stanley stan|stella estelle|stephanie steph stefanie|stephen steve steven stefan esteban stefano|stewart stu stuart|susan sue susie suzy suzanne susanna
sylvester sly|sylvia sil|tabitha tabby|tamara tammy|terence terry terrance|teresa terry tess theresa|theodore ted theo teddy|thomas tom tommy tomas
timothy tim timmy|tobias toby|ulysses lee|valentina val|valerie val|veronica ronnie|vickie victoria vicky tori|victor vic viktor|vincent vince vinny vincenzo
virginia ginny|vladimir vlad vova|walter walt wally|wesley wes|wilhelmina mina|william will bill billy liam willy wilhelm guillaume guillermo|winifred winnie
yekaterina katya|aleksandr sasha|dmitri dima|yevgeny zhenya|zachary zach zack|zoe zoey`;

const BY_WORD = new Map<string, Set<number>>();
for (const [index, family] of FAMILIES.trim().split(/[|\n]/).entries())
  for (const word of family.trim().split(' ')) {
    const known = BY_WORD.get(word);
    if (known) known.add(index);
    else BY_WORD.set(word, new Set([index]));
  }

/** Other forms of a folded word, those of its first meaning first. */
export function familiarForms(word: string): string[] {
  const families = BY_WORD.get(word) ?? new Set<number>();
  const forms = [...BY_WORD].filter(([, own]) => [...own].some((family) => families.has(family)));
  return forms
    .map(([form]) => form)
    .filter((form) => form !== word)
    .slice(0, MOST_FORMS);
}

/** Each costs a look into the index. */
const MOST_FORMS = 12;

/** Whether one may be a familiar form of the other, both folded. */
export function isNickname(a: string, b: string): boolean {
  const [first, second] = [BY_WORD.get(a), BY_WORD.get(b)];
  if (!first || !second) return false;
  for (const family of first) if (second.has(family)) return true;
  return false;
}
