import { generateKeyPairSync, sign } from 'node:crypto';

/** A charge of 17.25 kWh as an OCMF record of both readings, signed on a curve (OCMF 1.0). */
export function signOcmf(curve: string, hash: string, algorithm: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curve });
  const payload = JSON.stringify({
    FV: '1.0',
    GI: 'Gateway 1',
    GS: '123456789',
    GV: '1.0',
    PG: 'T1234',
    MV: 'Meters',
    MM: 'MM-1',
    MS: 'M-0815',
    IS: true,
    IL: 'VERIFIED',
    IF: ['RFID_PLAIN', 'OCPP_RS_TLS'],
    IT: 'ISO14443',
    ID: '1F2D3A4F5506C7',
    RD: [reading('08:30:00', 'B', 2_935.6), reading('11:55:00', 'E', 2_952.85)],
  });
  const signature = sign(hash, Buffer.from(payload), privateKey);
  return {
    ocmf: `OCMF|${payload}|${JSON.stringify({ SA: algorithm, SD: signature.toString('hex') })}`,
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('hex'),
  };
}

const reading = (time: string, marker: string, register: number) => ({
  TM: `2026-03-02T${time},000+0100 S`,
  TX: marker,
  RV: register,
  RI: '1-b:1.8.0',
  RU: 'kWh',
  RT: 'AC',
  EF: '',
  ST: 'G',
});
