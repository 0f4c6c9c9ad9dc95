import type { InputRow } from './row.ts';
import { build } from './sections/build.ts';
import { builder } from './sections/builder.ts';
import { metadata } from './sections/metadata.ts';
import { promotion } from './sections/promotion.ts';
import { report } from './sections/report.ts';
import { what } from './sections/what.ts';
import { where } from './sections/where.ts';

/** Every input, one row each, in sections; action.yml and README's table are written from here. */
export const schema = { what, metadata, where, build, builder, promotion, report } as const;

type Schema = typeof schema;

/** All inputs, parsed, by section. */
export type Inputs = {
  readonly [Section in keyof Schema]: {
    readonly [Key in keyof Schema[Section]]: Schema[Section][Key] extends InputRow<infer T> ? T : never;
  };
};

/** The rows in one list, for the docs. */
export const inputRows: readonly (InputRow<unknown> & { section: string })[] = Object.entries(schema).flatMap(
  ([section, rows]) => Object.values(rows).map((row) => ({ ...row, section })),
);
