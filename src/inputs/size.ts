import { InputFault, type Parser } from './parsers.ts';

const UNITS = ['', 'k', 'm', 'g', 't'];

/** A number of bytes, with a unit of 1024s as Docker has them: `500m`, `2g`, `1.5GB`. */
export const size: Parser<number> = (value) => {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)\s*(?:([kmgt])i?)?b?$/i.exec(value) ?? [];
  if (number === undefined) throw new InputFault('expected a size, such as 500m or 2g');
  return Math.round(Number(number) * 1024 ** UNITS.indexOf(unit.toLowerCase()));
};
