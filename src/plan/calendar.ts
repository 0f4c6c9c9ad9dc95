import { UserError } from '../errors.ts';

/** A point in time as a calendar on the wall in one time zone shows it. */
export interface Moment {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
  /** 0 is Sunday. */
  weekday: number;
  dayOfYear: number;
  /** Weeks from Sunday; the first has January 1st in it. */
  week: Week;
  /** Weeks from Monday; the first has January 4th in it. ISO 8601. */
  isoWeek: Week;
  offsetMinutes: number;
  zoneName: string;
  /** Milliseconds since 1970 in UTC. */
  epoch: number;
}

interface Week {
  year: number;
  number: number;
}

const DAY = 86_400_000;

/** A date in an IANA time zone; throws a UserError where the zone is unknown. */
export function calendar(date: Date, zone: string): Moment {
  const epoch = date.getTime();
  const { offsetMilliseconds, zoneName } = /^(Etc\/)?UTC$/i.test(zone)
    ? { offsetMilliseconds: 0, zoneName: 'UTC' }
    : zoneAt(date, zone);
  const wall = new Date(epoch + offsetMilliseconds);
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    second: wall.getUTCSeconds(),
    millisecond: wall.getUTCMilliseconds(),
    weekday: wall.getUTCDay(),
    dayOfYear: daysSince(Date.UTC(wall.getUTCFullYear(), 0, 1), wall) + 1,
    week: weekOf(wall, { startsOn: 0, firstHas: 1 }),
    isoWeek: weekOf(wall, { startsOn: 1, firstHas: 4 }),
    offsetMinutes: Math.round(offsetMilliseconds / 60_000),
    zoneName,
    epoch,
  };
}

function zoneAt(date: Date, zone: string): { offsetMilliseconds: number; zoneName: string } {
  const parts = Object.fromEntries(
    formatter(zone)
      .formatToParts(date)
      .map(({ type, value }) => [type, value]),
  );
  const field = (name: string) => Number(parts[name]);
  const wall = Date.UTC(
    field('year'),
    field('month') - 1,
    field('day'),
    field('hour'),
    field('minute'),
    field('second'),
  );
  const whole = date.getTime() - (((date.getTime() % 1000) + 1000) % 1000);
  return { offsetMilliseconds: wall - whole, zoneName: parts.timeZoneName ?? zone };
}

function formatter(zone: string): Intl.DateTimeFormat {
  const numeric = 'numeric' as const;
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
      timeZoneName: 'short',
    });
  } catch (cause) {
    throw new UserError(`"${zone}" is no time zone; write one such as UTC or Europe/Berlin`, { cause });
  }
}

function daysSince(start: number, date: Date): number {
  return Math.floor((date.getTime() - start) / DAY);
}

/** The week that a date lies in, and the year that this week belongs to. */
function weekOf(wall: Date, rule: { startsOn: number; firstHas: number }): Week {
  const year = wall.getUTCFullYear();
  const started = [year + 1, year, year - 1]
    .map((candidate) => ({ candidate, start: firstWeek(candidate, rule) }))
    .find(({ start }) => wall.getTime() >= start);
  const { candidate, start } = started ?? { candidate: year, start: wall.getTime() };
  return { year: candidate, number: Math.floor(daysSince(start, wall) / 7) + 1 };
}

/** When a year's first week starts. */
function firstWeek(year: number, { startsOn, firstHas }: { startsOn: number; firstHas: number }): number {
  const inside = Date.UTC(year, 0, firstHas);
  const weekday = new Date(inside).getUTCDay();
  return inside - ((weekday - startsOn + 7) % 7) * DAY;
}
