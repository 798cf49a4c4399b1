package dev.vdx.mutation;

import dev.vdx.report.Report;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;

/** What may differ in an evidence record (RFC 4998) of one time-stamp without changing what it proves. */
final class EvidenceRules implements Seed.Rules {

    /** A record taken apart: the version, its list of digest algorithms, the hash tree, the token. */
    private record Parts(byte[] version, byte[] algorithms, byte[] tree, byte[] token) {
        static Parts of(byte[] record) throws IOException {
            ASN1Sequence all = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(record));
            ASN1Sequence chain =
                    ASN1Sequence.getInstance(only(all.getObjectAt(2)).getObjectAt(0));
            ASN1Encodable[] fields =
                    ASN1Sequence.getInstance(chain.getObjectAt(0)).toArray();
            int last = fields.length - 1;
            if (all.size() != 3 || chain.size() != 1) {
                throw new IOException("of another shape");
            }
            return new Parts(
                    der(all.getObjectAt(0)),
                    der(all.getObjectAt(1)),
                    der(new DERSequence(Arrays.copyOf(fields, last))),
                    fields[last].toASN1Primitive().getEncoded());
        }

        private static ASN1Sequence only(ASN1Encodable outer) throws IOException {
            ASN1Sequence sequence = ASN1Sequence.getInstance(outer);
            if (sequence.size() != 1) {
                throw new IOException("of another shape");
            }
            return sequence;
        }

        private static byte[] der(ASN1Encodable value) throws IOException {
            return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
        }
    }

    @Override
    public Optional<String> explain(byte[] original, byte[] mutant, Report sound, Report report) {
        try {
            Parts before = Parts.of(original);
            Parts after = Parts.of(mutant);
            if (!Arrays.equals(before.version, after.version) || !Arrays.equals(before.tree, after.tree)) {
                return Optional.empty();
            }
            String rule = Arrays.equals(before.algorithms, after.algorithms) ? "C1" : "E1";
            return Arrays.equals(before.token, after.token)
                    ? Optional.of(rule)
                    : CmsRules.compare(before.token, after.token, report).map(why -> "T:" + why);
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
