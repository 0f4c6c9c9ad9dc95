import { EMPTY_BLOB, formatArtifact } from '../oci/artifact.ts';
import { type Digest, isDigest } from '../oci/digest.ts';
import { CREATED } from '../oci/imageAnnotations.ts';
import { isObject, parseJson } from '../oci/json.ts';
import type { Descriptor } from '../oci/manifest.ts';
import type { Repository } from '../oci/reference.ts';
import type { RegistryClient } from '../registry/types.ts';
import type { Announcement } from './promotion.ts';

/** The artifact under a promoted digest that tells which tags it was moved to, and what they held before. */
export const RECORD = 'application/vnd.publish-image.promotion.v1+json';
/** The annotation that holds the record: lists of referrers carry it, so that reading one takes no further request. */
const CONTENT = 'vnd.publish-image.promotion';

/** One promotion or rollback of a digest, as it was written down before its channels moved. */
export interface PromotionRecord {
  kind: 'promotion' | 'rollback';
  /** RFC 3339. */
  created: string;
  version: string;
  revision: string;
  /** `before` is undefined for a tag that was new. */
  tags: readonly { tag: string; before: Digest | undefined }[];
}

/** Writes a record under the promoted digest, as a manifest without content. Throws what the client throws. */
export async function writeRecord(
  client: RegistryClient,
  { repository, candidate, tags, fresh }: Announcement,
  made: Pick<PromotionRecord, 'kind' | 'created'>,
): Promise<void> {
  const { digest, mediaType, bytes, version, revision } = candidate;
  const content = JSON.stringify({ ...made, version, revision, tags });
  const manifest = formatArtifact({
    artifactType: RECORD,
    subject: { mediaType, digest, size: bytes.length },
    annotations: { [CREATED]: made.created, [CONTENT]: content },
  });
  await client.putBlob(repository, EMPTY_BLOB);
  await client.putReferrer(repository, { ...manifest, alone: fresh });
}

/** The records under a digest, the latest first; those that cannot be read are left out. */
export async function readRecords(
  client: RegistryClient,
  repository: Repository,
  digest: Digest,
): Promise<readonly PromotionRecord[]> {
  const referrers = await client.listReferrers(repository, digest);
  const records = await Promise.all(
    referrers
      .filter(({ artifactType }) => artifactType === RECORD)
      .map((referrer) => readRecord(client, repository, referrer)),
  );
  return records
    .filter((record) => record !== undefined)
    .sort((a, b) => Date.parse(b.created) - Date.parse(a.created));
}

/** Some registries list a referrer without its annotations. */
async function readRecord(
  client: RegistryClient,
  repository: Repository,
  { digest, annotations }: Descriptor,
): Promise<PromotionRecord | undefined> {
  const listed = annotations?.[CONTENT];
  const content = listed ?? (await client.getManifest(repository, digest))?.content.annotations[CONTENT];
  return content === undefined ? undefined : parseRecord(content);
}

/** Parses a record; undefined for anything else, since everybody may attach anything to an image. */
export function parseRecord(text: string): PromotionRecord | undefined {
  const json = parseJson(text);
  if (!isObject(json) || !Array.isArray(json.tags)) return undefined;
  const { kind, created, version, revision } = json;
  if (typeof created !== 'string' || Number.isNaN(Date.parse(created))) return undefined;
  const tags = json.tags.flatMap((entry: unknown) => {
    if (!isObject(entry) || typeof entry.tag !== 'string') return [];
    const before = typeof entry.before === 'string' && isDigest(entry.before) ? entry.before : undefined;
    return [{ tag: entry.tag, before }];
  });
  return {
    kind: kind === 'rollback' ? 'rollback' : 'promotion',
    created,
    version: typeof version === 'string' ? version : '',
    revision: typeof revision === 'string' ? revision : '',
    tags,
  };
}

/** Whether a digest was, or is being, promoted to a tag. */
export async function isRecorded(
  client: RegistryClient,
  at: { repository: Repository; digest: Digest },
  tag: string,
): Promise<boolean> {
  const records = await readRecords(client, at.repository, at.digest);
  return records.some((record) => record.tags.some((entry) => entry.tag === tag));
}
