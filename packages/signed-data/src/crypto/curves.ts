/** The elliptic curves that meters sign with, by OpenSSL's name (OCMF, tables 22 and 23). */
export const CURVES = [
  { name: 'secp192k1', oid: '2B8104001F', bytes: 24, also: [] },
  { name: 'prime192v1', oid: '2A8648CE3D030101', bytes: 24, also: ['secp192r1', 'nistp192'] },
  { name: 'secp256k1', oid: '2B8104000A', bytes: 32, also: [] },
  { name: 'prime256v1', oid: '2A8648CE3D030107', bytes: 32, also: ['secp256r1', 'nistp256'] },
  { name: 'secp384r1', oid: '2B81040022', bytes: 48, also: ['prime384v1', 'nistp384'] },
  { name: 'secp521r1', oid: '2B81040023', bytes: 66, also: ['prime521v1', 'nistp521'] },
  { name: 'brainpoolP256r1', oid: '2B2403030208010107', bytes: 32, also: ['brainpool256r1'] },
  { name: 'brainpoolP384r1', oid: '2B240303020801010B', bytes: 48, also: ['brainpool384r1'] },
] as const;

export type Curve = (typeof CURVES)[number];
export type CurveName = Curve['name'];

const BY_NAME = new Map<string, CurveName>(
  CURVES.flatMap(({ name, also }) => [name, ...also].map((text) => [flatten(text), name])),
);

/** The curve of that name or of one of its synonyms, in any case. */
export function curveNamed(text: string): CurveName | undefined {
  return BY_NAME.get(flatten(text));
}

export function curveOf(name: CurveName): Curve {
  const curve = CURVES.find((one) => one.name === name);
  if (!curve) throw new Error(`no such curve: ${name}`);
  return curve;
}

function flatten(text: string): string {
  return text.toLowerCase().replace(/[^a-z\d]/g, '');
}

export type HashName = 'sha256' | 'sha384' | 'sha512';

/** How something was signed. Without a curve, the key's own is meant. */
export type Algorithm = { readonly curve?: CurveName; readonly hash: HashName };

/**
 * Reads OCMF's SA, e.g. `ECDSA-secp256r1-SHA256`. Absent, it is SHA-256 on the key's curve: OCMF's
 * default is secp256r1, which is then what the key is on. Undefined: we do not know that one.
 */
export function readAlgorithm(text: string | undefined): Algorithm | undefined {
  if (text === undefined || text.trim() === '') return { hash: 'sha256' };
  const match = /^ECDSA[-_ ](.+?)(?:[-_ ]SHA-?(256|384|512))?$/i.exec(text.trim());
  const curve = match?.[1] === undefined ? undefined : curveNamed(match[1]);
  if (curve === undefined) return;
  return { curve, hash: `sha${match?.[2] ?? '256'}` as HashName };
}
