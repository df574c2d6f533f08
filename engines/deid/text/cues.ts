const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** Words before a name. */
export const TITLES = set(
  `dr dra drs doctor mr mrs ms miss mx mister missus prof professor nurse sir madam maam rev reverend fr capt captain sgt sergeant lt
  lieutenant officer deputy detective judge chaplain rabbi pastor imam herr frau senor senora srta sra monsieur mme mlle signor signora`,
);

/** Letters after a name. */
export const CREDENTIALS = set(
  `md do rn np pa pac phd lpn lvn dds dmd dpm crna cnm pharmd facs facp facog mbbs frcp frcs mph msn bsn dnp aprn fnp lcsw msw psyd rph dpt
  crnp cnp cns esq jr sr ii iii`,
);

/** Relatives and people about a patient: a name may follow without more. */
export const RELATIVES = set(
  `wife husband spouse mother father mom dad mum son daughter brother sister aunt uncle niece nephew cousin grandmother grandfather
  grandson granddaughter grandma grandpa stepmother stepfather stepson stepdaughter partner fiance fiancee boyfriend girlfriend
  friend neighbor neighbour guardian caregiver caretaker roommate proxy interpreter landlord employer boss coworker teacher`,
);

/** Verbs and prepositions a name may follow. */
export const LEADS = set(
  `by with per from named called calls call contacted contact notified paged informed told asked spoke attn attention dear hi hello cc
  re regarding attending surgeon physician provider pcp hospitalist cardiologist oncologist neurologist resident intern nurse rn lpn np
  pa md therapist counselor manager coordinator technician phlebotomist witness consultant anesthesiologist radiologist pathologist
  referring ordering patient pt pts client resident mr for to and met saw consulted discussed alias aka nee formerly known thank thanks`,
);

/** Before “by” and “with” these say that a person follows, known or not. */
export const DONE = set(
  `signed dictated transcribed reviewed referred ordered performed accompanied verified entered collected spoke discussed speaking met
  conferred assisted administered witnessed prepared approved authored evaluated seen interpreted consulted talked spoken completed
  attended delivered read notified examined assessed treated`,
);

/** Who does things without being named. */
export const ANYONE = set(
  `family staff parent parents caregiver caregivers facility ems police team everyone everybody nobody somebody someone witness witnesses
  bystander bystanders guardian student child boy girl infant baby teen teenager individual person subject participant veteran woman man
  lady gentleman historian informant pharmacy lab laboratory imaging study literature evidence chart nursing group neighbors friends
  relatives siblings children`,
);

/** Of these only names follow, known or not. */
export const STRONG_LEADS = set(`named alias aka nee attn dear`);

/** What people do: a word before it, at the beginning of a sentence, is who does it. */
export const VERBS = set(
  `reports reported states stated denies denied says said called calls presents presented complains complained admits admitted lives lived
  works worked arrived returned underwent requests requested tolerated endorses endorsed describes described believes thinks feels felt
  wants wanted agreed agrees declined refuses refused understands understood verbalized ambulated arrives attends attended came went
  takes took phoned telephoned rang emailed texted wrote writes fell collapsed passed died expired consented notes noted mentions mentioned expressed appears appeared remains asked asks told drove drives smokes drinks uses`,
);
export const BE = set('is was has had will would can');

/** Words that end a name, whatever their case. */
export const STOP = set(
  `the a an and or but if of in on at to for from by with without as is are was were be been being has have had do does did will would
  can could should may might must shall not no yes he she it they we you i his her their its our your my him them us me who whom which
  that this these those there here then than when where while after before since until during because so also very more most less least
  all any each every both few some such only own same other into over under again once per via re ie eg etc vs versus about between
  through above below up down out off now today tomorrow yesterday tonight new old patient patients pt pts client name names dob ssn mrn sex age
  gender race phone tel fax email e-mail mail address addr city state zip id ids number no acct account date time am pm years year yo yr yrs months
  month weeks week days day hours hour male female m f hx h/o c/o s/p w/ status post seen evaluated examined admitted discharged
  reports states denies says said called calls presents presented complains lives works arrived returned room bed unit ward floor
  clinic hospital center centre medical department dept street avenue road next kin emergency contact relationship spouse wife husband
  mother father son daughter brother sister friend primary care provider physician attending doctor nurse np rn md signed
  electronically dictated reviewed verified result results report note notes history plan assessment pain chest left right heart lung
  please thank thanks call ask see follow followup f/u appt appointment visit none unknown self code st protocol pending same above available applicable declined refused deferred attached enclosed employer occupation insurance policy
  group member plan medicare medicaid subscriber guarantor referring referred ordering consulting cc attn language english spanish
  at home work cell mobile admission discharge procedure diagnosis dx rx tx allergies medications meds married single divorced widowed`,
);

/** Small words within names. */
export const PARTICLES = set(
  'van von der den de del della di da dos das la le los las el al bin ibn bint abu ben ter ten du san santa st mac y e',
);

/** Words that are given names where another name follows with a capital letter. */
export const GIVEN_WORDS = set(
  `mark grace hope faith joy rose lily daisy violet ruby pearl jade ivy iris olive hazel heather ginger holly dawn eve april may june
  august summer autumn bill will frank rich art gene ray rod bud jay guy max drew grant chase pat sue sandy randy rusty dean   glen glenn dale clay cole hank victor christian chance hunter parker carter mason tanner taylor jack jo jess kay lance leo
  miles norm penny peg reed reid rob robin roman scarlett skip stew tad ted tina tony trey van vera wade walker ward wayne willow
  angel amber autumn belle bonnie brook brooke candy carol charity cherry christy crystal dolly dot fern flora gay gay gloria harmony
  honey jewel lane laurel melody misty myrtle nova patience paige piper poppy prudence raven sage sierra skye   stella sunny tuesday verity winter wren ace axel blaze buck buddy buster butch chip chuck cliff cody colt
  curt cy dash dell denny dick don doc duncan eddy flint ford forrest gale gabe gus hardy heath herb hector jasper jet jude
  kip kit lane lee les linden lincoln mack marshall mat nick otto pierce ralph rex rudy
  rush russ saul scot shay sonny spencer sterling tate tod trent troy wally webb woody zack sal ann ana mina mona`,
);

/** What a name is introduced by, with a colon: “Patient name:”, “Next of kin:”. */
export const LABEL =
  /(?<![\p{L}\d])(?:(?:patient|pt|client|resident|full|legal|maiden|first|last|middle|given|family|sur|preferred|contact|mother'?s?|father'?s?|mothers|spouse'?s?|husband'?s?|wife'?s?|guardian'?s?|provider|physician|doctor|referring|attending|ordering|consulting|primary\scare|admitting|responsible|insured'?s?|subscriber'?s?|employer|emergency|alias|nick|user|donor|recipient|baby'?s?|infant'?s?|child'?s?|caller|sender|author|nurse|tech|surgeon|witness|interpreter|member|holder|cardholder|policyholder|guarantor)\s{0,1}){0,3}(?:names?|patient|pt|client|nombre|apellidos?|nom|pr[eé]nom|name\/vorname|vorname|nachname|paciente|spouse|wife|husband|partner|mother|father|mom|dad|son|daughter|brother|sister|aunt|uncle|grandmother|grandfather|guardian|caregiver|next\sof\skin|nok|contact|emergency\scontact|poa|hcp|proxy|physician|doctor|provider|surgeon|assistant|anesthesiologist|radiologist|pathologist|attending|resident|nurse|rn|pcp|consultant|therapist|social\sworker|case\smanager|coordinator|interpreter|witness|informant|historian|author|dictated\sby|transcriptionist|typist|scribe|transcribed\sby|signed(?:\sby)?|electronically\ssigned(?:\sby)?|reviewed\sby|verified\sby|approved\sby|ordered\sby|performed\sby|collected\sby|reported\sby|read\sby|interpreted\sby|entered\sby|completed\sby|prepared\sby|seen\sby|referred\sby|called\sto|notified|read\sback\sby|referring|cc|attn|attention|to|from|re|subject|dear|insured|subscriber|guarantor|policy\s?holder|responsible\sparty|employer|landlord|teacher|friend|neighbor|caller|alias|aka|nee|baby|donor)(?:'s)?\s?(?:name)?\s{0,2}(?:\([^)\n]{0,24}\)\s{0,2})?[:=]\s{0,4}/giu;
