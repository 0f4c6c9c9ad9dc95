/** A scope as `type:name:action[,action]`. https://distribution.github.io/distribution/spec/auth/scope/ */
export type Scope = string;

/** The scopes of one request; what is to be written comes first, for servers that read only the first. */
export function scopesFor(request: {
  path: string;
  actions: readonly string[];
  mountFrom?: string | undefined;
}): readonly Scope[] {
  const own = `repository:${request.path}:${request.actions.join(',')}`;
  return request.mountFrom === undefined ? [own] : [own, `repository:${request.mountFrom}:pull`];
}

function split(scope: Scope): { resource: string; actions: readonly string[] } {
  const colon = scope.lastIndexOf(':');
  return { resource: scope.slice(0, colon), actions: scope.slice(colon + 1).split(',') };
}

/** Whether everything that is wanted is among what is held. */
export function coversScopes(held: readonly Scope[], wanted: readonly Scope[]): boolean {
  return wanted.map(split).every(({ resource, actions }) => {
    const granted = held
      .map(split)
      .filter((scope) => scope.resource === resource)
      .flatMap((scope) => scope.actions);
    return actions.every((action) => granted.includes(action));
  });
}

/** Both, without what is there already; the order of the first is kept. */
export function mergeScopes(first: readonly Scope[], second: readonly Scope[]): readonly Scope[] {
  return [...first, ...second.filter((scope) => !coversScopes(first, [scope]))];
}
