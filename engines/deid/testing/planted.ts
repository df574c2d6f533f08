import type { IdentifierClass } from '../classes.ts';
import type { Random } from '../vault/random.ts';
import { seededRandom } from '../vault/random.ts';
import { PLANTING, STAYING } from './sentences.ts';
import { address, date, day, family, given, name, NUMBERS, one, phone, state, street, town, zip } from './values.ts';
import type { NumberClass, Planted } from './values.ts';

/** Where a value stands: in a field of the standard that is made for it, in text, or in a Z segment. */
export type Place = 'typed' | 'text' | 'z';

export interface Label {
  readonly start: number;
  readonly end: number;
  readonly class: IdentifierClass;
  readonly place: Place;
}

/** A text with values of all classes planted, and where they are. Whatever has no label is to stay. */
export interface PlantedText {
  readonly text: string;
  readonly labels: readonly Label[];
}

/** Text that grows, and remembers what was planted. */
class Plot {
  text = '';
  readonly labels: Label[] = [];

  add(text: string): this {
    this.text += text;
    return this;
  }

  plant(value: Planted, place: Place): this {
    this.labels.push({ start: this.text.length, end: this.text.length + value.text.length, class: value.class, place });
    this.text += value.text;
    return this;
  }
}

const isNumber = (slot: string): slot is NumberClass => slot in NUMBERS;
const is = (kind: IdentifierClass, text: string): Planted => ({ class: kind, text });

function valueOf(slot: string, random: Random): Planted | string {
  switch (slot) {
    case 'name':
      return name(random);
    case 'given':
      return is('names', given(random));
    case 'family':
      return is('names', family(random));
    case 'date':
      return date(random);
    case 'phone':
      return is('telephone', phone(random));
    case 'fax':
      return is('fax', phone(random));
    case 'street':
      return is('geographic', street(random));
    case 'town':
      return is('geographic', town(random));
    case 'state-kept':
      return state(random);
    case 'zip':
      return is('geographic', zip(random));
    case 'age':
      return is('dates', String(90 + random(18)));
    case 'vehicle-vin':
      return is('vehicle', `1HGCM8263${random(10)}A${100_000 + random(899_999)}`);
    default: {
      return isNumber(slot) ? is(slot, NUMBERS[slot](random)) : '';
    }
  }
}

function addSentence(plot: Plot, sentence: string, random: Random, place: Place): void {
  for (const piece of sentence.split(/(\{[a-z-]+\})/)) {
    const slot = /^\{([a-z-]+)\}$/.exec(piece)?.[1];
    const value = slot === undefined ? piece : valueOf(slot, random);
    if (typeof value === 'string') plot.add(value);
    else plot.plant(value, place);
  }
  if (!sentence.endsWith('.')) plot.add('.');
}

function addSentences(plot: Plot, random: Random, count: number, place: Place): void {
  for (let at = 0; at < count; at++) {
    if (at > 0) plot.add(' ');
    addSentence(plot, one(random(3) === 0 ? STAYING : PLANTING, random, ''), random, place);
  }
}

/** Running text of so many sentences. */
export function plantedText(seed: number, sentences: number): PlantedText {
  const random = seededRandom(seed);
  const plot = new Plot();
  for (let at = 0; at < sentences; at++) {
    if (at > 0) plot.add(one([' ', ' ', '\n'], random, ' '));
    addSentences(plot, random, 1, 'text');
  }
  return plot;
}

const stamp = (random: Random, precise = false): string => {
  const [year, month, at] = day(random, 2010);
  const clock = precise ? `${String(random(24)).padStart(2, '0')}${String(random(60)).padStart(2, '0')}` : '';
  return `${year}${String(month).padStart(2, '0')}${String(at).padStart(2, '0')}${clock}`;
};

/** One message with identifiers in typed fields, notes, observations and Z segments. */
export function plantedMessage(seed: number): PlantedText {
  const random = seededRandom(seed);
  const plot = new Plot();
  const version = one(['2.1', '2.3', '2.3.1', '2.5.1', '2.8'], random, '2.5.1');
  const typed = (kind: IdentifierClass, text: string): Plot => plot.plant(is(kind, text), 'typed');
  const person = (): void => {
    typed('names', family(random)).add('^');
    typed('names', given(random)).add('^');
    if (random(2) === 0) typed('names', one(['A', 'B', 'C', 'D', 'E'], random, 'A'));
  };
  const home = (): void => {
    typed('geographic', address(random).split(',')[0] ?? '').add('^^');
    typed('geographic', town(random)).add(`^${state(random)}^`);
    typed('geographic', zip(random)).add('^USA');
  };
  const doctor = (): void => {
    typed('licence', String(1_000_000_000 + random(899_999_999))).add('^');
    person();
  };
  plot.add('MSH|^~\\&|LAB|GENERAL|EHR|GENERAL|');
  typed('dates', stamp(random, true)).add('||ORU^R01|');
  typed('other', `MSG${100_000 + random(899_999)}`).add(`|P|${version}\rPID|1||`);
  typed('mrn', NUMBERS.mrn(random)).add('^^^GENERAL^MR');
  if (random(2) === 0) {
    plot.add('~');
    typed('ssn', NUMBERS.ssn(random)).add('^^^USSSA^SS');
  }
  plot.add('||');
  person();
  plot.add('|');
  person();
  plot.add('|');
  typed('dates', stamp(random)).add('|F||2106-3^White^HL70005|');
  home();
  plot.add('|');
  plot.add('|');
  typed('telephone', phone(random)).add('|');
  typed('telephone', phone(random)).add('|EN|M||');
  typed('account', NUMBERS.account(random)).add('|');
  typed('ssn', NUMBERS.ssn(random)).add('|');
  typed('licence', NUMBERS.licence(random)).add(`^${state(random)}\rNK1|1|`);
  person();
  plot.add('|SPO^Spouse^HL70063|');
  home();
  plot.add('|');
  typed('telephone', phone(random)).add('\rPV1|1|I|W4^401^2||||');
  doctor();
  plot.add('||||||||||||');
  typed('other', NUMBERS.other(random)).add('\rIN1|1|PPO^Preferred^HL70072|BC01|Blue Plan||||');
  typed('health-plan', NUMBERS['health-plan'](random)).add('||||||||');
  person();
  plot.add('|SEL|');
  typed('dates', stamp(random)).add('|');
  home();
  plot.add('|||||||||||||||||');
  typed('health-plan', NUMBERS['health-plan'](random)).add('\rOBR|1|');
  typed('other', `P${100_000 + random(899_999)}`).add('^PL|');
  typed('other', `F${100_000 + random(899_999)}`).add('^FI|2345-7^Glucose^LN|||');
  typed('dates', stamp(random, true)).add('\r');
  plot.add(`OBX|1|NM|2345-7^Glucose^LN||${70 + random(90)}|mg/dL|70-99|N|||F\r`);
  for (let at = 2; at < 5; at++) {
    plot.add(`OBX|${at}|${one(['TX', 'FT', 'ST'], random, 'TX')}|8251-1^Comment^LN||`);
    addSentences(plot, random, 1 + random(4), 'text');
    plot.add('||||||F\r');
  }
  for (let at = 1; at < 3; at++) {
    plot.add(`NTE|${at}|L|`);
    addSentences(plot, random, 1 + random(3), 'text');
    plot.add('\r');
  }
  addZ(plot, random);
  return plot;
}

/** Z segments as they occur: fields of one value, copies of standard data types, labels beside values, text. */
function addZ(plot: Plot, random: Random): void {
  const z = (kind: IdentifierClass, text: string): Plot => plot.plant(is(kind, text), 'z');
  plot.add('ZPD|1|');
  z('names', family(random)).add('^');
  z('names', given(random)).add('|');
  z('dates', stamp(random)).add('|ACTIVE|');
  z('telephone', phone(random)).add('|');
  z('email', NUMBERS.email(random)).add('|Y\rZID|1|');
  z('mrn', NUMBERS.mrn(random)).add('^^^GENERAL^MR|');
  z('ssn', NUMBERS.ssn(random)).add('|250.00^Diabetes^I9|12.5|');
  z('geographic', street(random)).add('^^');
  z('geographic', town(random)).add(`^${state(random)}^`);
  z('geographic', zip(random)).add('\rZVH|1|VIN|');
  z('vehicle', `1HGCM8263${random(10)}A${100_000 + random(899_999)}`).add('|Device serial|');
  z('device', NUMBERS.device(random)).add('|');
  z('url', NUMBERS.url(random)).add('|');
  z('ip', NUMBERS.ip(random)).add('|Policy|');
  z('health-plan', NUMBERS['health-plan'](random)).add('\rZNT|1|');
  addSentences(plot, random, 2 + random(3), 'z');
  plot.add('\r');
}
