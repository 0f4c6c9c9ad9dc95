import { UserError } from '../errors.ts';

/** `help`, `--help` or `-h`, wherever a command or an input may stand. */
export function asksForHelp(args: readonly string[]): boolean {
  return args[0] === 'help' || args.some((arg) => arg === '--help' || arg === '-h');
}

/**
 * Turns a command line, `COMMAND [--input value | --input=value]…`, into the variables that the runner would set.
 * Throws a UserError for anything else.
 */
export function setInputs(args: readonly string[], environment: NodeJS.ProcessEnv): void {
  const [command, ...rest] = args[0]?.startsWith('--') ? [undefined, ...args] : args;
  if (command !== undefined) environment.INPUT_COMMAND = command;
  for (let index = 0; index < rest.length; index++) {
    const [, name, given] = /^--([a-z0-9-]+)(?:=([\s\S]*))?$/.exec(rest[index] ?? '') ?? [];
    if (name === undefined) throw new UserError(`"${rest[index]}" is no input; write --name=value`);
    const value = given ?? rest[++index];
    if (value === undefined || (given === undefined && value.startsWith('--')))
      throw new UserError(`--${name} has no value; write --${name}=value`);
    environment[`INPUT_${name.toUpperCase()}`] = value;
  }
}
