type Values = ReadonlyMap<string, string>;

/** The outputs that docker/metadata-action has too. */
const OUTPUTS = ['version', 'tags', 'tag-names', 'labels', 'annotations', 'json'];
const BAKE_FILES = ['bake-file', 'bake-file-tags', 'bake-file-labels', 'bake-file-annotations'];

/** Outputs as environment variables, DOCKER_METADATA_OUTPUT_…; none unless DOCKER_METADATA_SET_OUTPUT_ENV asks for them. */
export function metadataVariables(
  outputs: Values,
  environment: Readonly<Record<string, string | undefined>>,
): Values {
  if (!/^(1|true|yes)$/i.test(environment.DOCKER_METADATA_SET_OUTPUT_ENV ?? '')) return new Map();
  const variable = (name: string) => `DOCKER_METADATA_OUTPUT_${name.replaceAll('-', '_').toUpperCase()}`;
  return new Map([...OUTPUTS, ...BAKE_FILES].map((name) => [variable(name), outputs.get(name) ?? '']));
}
