import { UserError } from '../errors.ts';
import { calendar, type Moment } from './calendar.ts';

/** One token of Moment's display formats. https://momentjs.com/docs/#/displaying/format/ */
type Token = (moment: Moment) => string | number;

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

const TOKENS: Readonly<Record<string, Token>> = {
  M: (m) => m.month,
  Mo: (m) => ordinal(m.month),
  MM: (m) => pad(m.month, 2),
  MMM: (m) => monthName(m).slice(0, 3),
  MMMM: (m) => monthName(m),
  Q: (m) => quarter(m),
  Qo: (m) => ordinal(quarter(m)),
  D: (m) => m.day,
  Do: (m) => ordinal(m.day),
  DD: (m) => pad(m.day, 2),
  DDD: (m) => m.dayOfYear,
  DDDo: (m) => ordinal(m.dayOfYear),
  DDDD: (m) => pad(m.dayOfYear, 3),
  d: (m) => m.weekday,
  do: (m) => ordinal(m.weekday),
  dd: (m) => dayName(m).slice(0, 2),
  ddd: (m) => dayName(m).slice(0, 3),
  dddd: (m) => dayName(m),
  e: (m) => m.weekday,
  E: (m) => m.weekday || 7,
  w: (m) => m.week.number,
  wo: (m) => ordinal(m.week.number),
  ww: (m) => pad(m.week.number, 2),
  W: (m) => m.isoWeek.number,
  Wo: (m) => ordinal(m.isoWeek.number),
  WW: (m) => pad(m.isoWeek.number, 2),
  YY: (m) => pad(m.year % 100, 2),
  YYYY: (m) => pad(m.year, 4),
  YYYYY: (m) => pad(m.year, 5),
  YYYYYY: (m) => `+${pad(m.year, 6)}`,
  y: (m) => m.year,
  N: () => 'AD',
  NNNN: () => 'Anno Domini',
  gg: (m) => pad(m.week.year % 100, 2),
  gggg: (m) => pad(m.week.year, 4),
  GG: (m) => pad(m.isoWeek.year % 100, 2),
  GGGG: (m) => pad(m.isoWeek.year, 4),
  A: (m) => (m.hour < 12 ? 'AM' : 'PM'),
  a: (m) => (m.hour < 12 ? 'am' : 'pm'),
  H: (m) => m.hour,
  HH: (m) => pad(m.hour, 2),
  h: (m) => m.hour % 12 || 12,
  hh: (m) => pad(m.hour % 12 || 12, 2),
  k: (m) => m.hour || 24,
  kk: (m) => pad(m.hour || 24, 2),
  m: (m) => m.minute,
  mm: (m) => pad(m.minute, 2),
  s: (m) => m.second,
  ss: (m) => pad(m.second, 2),
  X: (m) => Math.floor(m.epoch / 1000),
  x: (m) => m.epoch,
  Z: (m) => offset(m, ':'),
  ZZ: (m) => offset(m, ''),
  z: (m) => m.zoneName,
  zz: (m) => m.zoneName,
};

/** Formats that stand for others, as in American English. */
const LONG_FORMS: Readonly<Record<string, string>> = {
  LTS: 'h:mm:ss A',
  LT: 'h:mm A',
  LLLL: 'dddd, MMMM D, YYYY h:mm A',
  LLL: 'MMMM D, YYYY h:mm A',
  LL: 'MMMM D, YYYY',
  L: 'MM/DD/YYYY',
  llll: 'ddd, MMM D, YYYY h:mm A',
  lll: 'MMM D, YYYY h:mm A',
  ll: 'MMM D, YYYY',
  l: 'M/D/YYYY',
};

const alternatives = (names: readonly string[]) => names.toSorted((a, b) => b.length - a.length).join('|');
const LONG_FORM = new RegExp(`\\[[^\\[]*\\]|\\\\.|${alternatives(Object.keys(LONG_FORMS))}`, 'g');
const ELEMENT = new RegExp(`\\[([^\\[]*?)\\]|(\\\\)?(${alternatives(Object.keys(TOKENS))}|S{1,9})`, 'g');

/**
 * Formats a date with Moment's tokens in an IANA time zone. Without a format: ISO 8601 to the second.
 * Throws a UserError for an unknown zone or a date that is none.
 */
export function formatDate(date: Date, format: string | undefined, zone = 'UTC'): string {
  if (Number.isNaN(date.getTime())) throw new UserError('the date is not valid');
  const moment = calendar(date, zone);
  const wanted = format || (/^(Etc\/)?UTC$/i.test(zone) ? 'YYYY-MM-DDTHH:mm:ss[Z]' : 'YYYY-MM-DDTHH:mm:ssZ');
  const expanded = wanted.replace(LONG_FORM, (name) => LONG_FORMS[name] ?? name);
  return expanded.replace(ELEMENT, (...match) => {
    const [, literal, escaped, token = ''] = match as (string | undefined)[];
    if (literal !== undefined) return literal;
    return escaped ? token : render(token, moment);
  });
}

function render(token: string, moment: Moment): string {
  if (!token.startsWith('S')) return String(TOKENS[token]?.(moment) ?? token);
  return pad(moment.millisecond, 3).padEnd(9, '0').slice(0, token.length);
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

function monthName({ month }: Moment): string {
  return MONTHS[month - 1] ?? '';
}

function dayName({ weekday }: Moment): string {
  return DAYS[weekday] ?? '';
}

function quarter({ month }: Moment): number {
  return Math.ceil(month / 3);
}

function ordinal(value: number): string {
  const teens = value % 100 >= 11 && value % 100 <= 13;
  return `${value}${(teens ? undefined : ['th', 'st', 'nd', 'rd'][value % 10]) ?? 'th'}`;
}

function offset({ offsetMinutes }: Moment, separator: string): string {
  const minutes = Math.abs(offsetMinutes);
  return `${offsetMinutes < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60), 2)}${separator}${pad(minutes % 60, 2)}`;
}
