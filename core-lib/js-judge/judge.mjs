// One question a line on standard input, words parted by tabs; one answer a line: "ok", or what is wrong.
//   pdf FILE            every signature of a PDF and every document time-stamp, over its byte range
//   cms FILE [CONTENT]  every signer of a CMS, of its own content or of this file
//   jws FILE [CONTENT]  every signature of a JWS; with sigD over this file (TS 119 182-1, 5.2.8.3.3)
import { createHash, webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import * as jose from "jose";
import * as pkijs from "pkijs";

pkijs.setEngine("node", new pkijs.CryptoEngine({ name: "node", crypto: webcrypto }));

const bytes = (buffer) => buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength);

// Padding of /Contents is no part of the CMS: it ends where its outermost length says.
function der(padded) {
  const first = padded[1];
  const digits = first & 0x80 ? first & 0x7f : 0;
  const length = digits ? padded.readUIntBE(2, digits) : first;
  return padded.subarray(0, 2 + digits + length);
}

async function signedData(encoded, content) {
  const info = pkijs.ContentInfo.fromBER(bytes(encoded));
  const signed = new pkijs.SignedData({ schema: info.content });
  if (signed.signerInfos.length === 0) throw new Error("no signer");
  for (let signer = 0; signer < signed.signerInfos.length; signer++) {
    const parameters = { signer, checkChain: false, extendedMode: true };
    if (content) parameters.data = bytes(content);
    const result = await signed.verify(parameters);
    if (!result.signatureVerified) throw new Error(`signer ${signer} does not verify`);
  }
}

async function pdf(file) {
  const whole = readFileSync(file);
  const ranges = [...whole.toString("latin1").matchAll(/\/ByteRange ?\[ ?(\d+) +(\d+) +(\d+) +(\d+)/g)];
  if (ranges.length === 0) throw new Error("no signature");
  for (const range of ranges) {
    const [start, before, behind, rest] = range.slice(1).map(Number);
    const hex = whole.toString("latin1", before + 1, behind - 1);
    const content = Buffer.concat([whole.subarray(start, start + before), whole.subarray(behind, behind + rest)]);
    await signedData(der(Buffer.from(hex, "hex")), content);
  }
}

async function jws(file, content) {
  const text = readFileSync(file, "utf8").trim();
  let whole;
  if (text.startsWith("{")) {
    whole = JSON.parse(text);
  } else {
    const [header, payload, signature] = text.split(".");
    whole = { protected: header, payload, signature };
  }
  const signatures = whole.signatures ?? [whole];
  if (signatures.length === 0) throw new Error("no signature");
  for (const each of signatures) {
    const header = jose.decodeProtectedHeader(each);
    const pem = `-----BEGIN CERTIFICATE-----\n${header.x5c[0].replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----`;
    const key = await jose.importX509(pem, header.alg);
    const payload = content ? new Uint8Array(0) : whole.payload;
    await jose.flattenedVerify({ ...each, signatures: undefined, payload }, key, { crit: { sigD: false } });
    if (content) {
      const digest = createHash("sha256").update(content).digest("base64url");
      if (header.sigD.hashV[0] !== digest) throw new Error("content differs");
    }
  }
}

const judges = {
  pdf,
  cms: (file, content) => signedData(readFileSync(file), content && readFileSync(content)),
  jws: (file, content) => jws(file, content && readFileSync(content)),
};

for await (const line of createInterface({ input: process.stdin })) {
  const [judge, ...words] = line.split("\t");
  try {
    await judges[judge](...words);
    console.log("ok");
  } catch (e) {
    console.log(`error: ${e}`.replace(/\s+/g, " "));
  }
}
