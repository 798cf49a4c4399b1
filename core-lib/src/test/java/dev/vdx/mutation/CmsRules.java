package dev.vdx.mutation;

import dev.vdx.report.Report;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** What may differ in a CMS (RFC 5652, 5) of one signer without changing what was signed or by whom. */
final class CmsRules implements Seed.Rules {

    @Override
    public Optional<String> explain(byte[] original, byte[] mutant, Report report) {
        return compare(original, mutant, report);
    }

    /** Zeros behind both are left aside. */
    static Optional<String> compare(byte[] original, byte[] mutant, Report report) {
        Map<String, byte[]> before = parts(original);
        Map<String, byte[]> after = parts(mutant);
        TreeSet<String> rules = new TreeSet<>();
        for (String part : before.keySet()) {
            if (!Arrays.equals(before.get(part), after.get(part))) {
                rules.add(rule(part, before, after, report));
            }
        }
        boolean same = before.keySet().equals(after.keySet());
        if (!same || rules.contains("")) {
            return Optional.empty();
        }
        return Optional.of(rules.isEmpty() ? "C1" : String.join(" ", rules));
    }

    private static String rule(String part, Map<String, byte[]> before, Map<String, byte[]> after, Report report) {
        return switch (part) {
            case "version", "signer version" -> "C2";
            case "digests" -> "C3";
            case "certificates" -> "C4";
            case "revocation" -> "C5";
            case "unsigned" -> stampless(report) ? "C6" : "";
            case "digest parameters" -> "C7";
            default -> "";
        };
    }

    /** Whether no time-stamp of the mutant counts any more, so that its attributes prove nothing. */
    private static boolean stampless(Report report) {
        return report.verdict().signatures().stream().noneMatch(s -> s.timeProven());
    }

    private static Map<String, byte[]> parts(byte[] cms) {
        try (ASN1InputStream in = new ASN1InputStream(new ByteArrayInputStream(cms))) {
            SignedData data =
                    SignedData.getInstance(ContentInfo.getInstance(in.readObject()).getContent());
            SignerInfo signer = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
            Map<String, byte[]> parts = new LinkedHashMap<>();
            parts.put("version", der(data.getVersion()));
            parts.put("digests", der(data.getDigestAlgorithms()));
            parts.put("content", der(data.getEncapContentInfo()));
            parts.put("certificates", der(data.getCertificates()));
            parts.put("revocation", der(data.getCRLs()));
            parts.put("signers", new byte[] {(byte) data.getSignerInfos().size()});
            parts.put("signer version", der(signer.getVersion()));
            parts.put("signer", der(signer.getSID()));
            AlgorithmIdentifier digest = signer.getDigestAlgorithm();
            parts.put("digest", der(digest.getAlgorithm()));
            parts.put("digest parameters", der(digest.getParameters()));
            parts.put("signed", der(signer.getAuthenticatedAttributes()));
            parts.put("algorithm", der(signer.getDigestEncryptionAlgorithm()));
            parts.put("value", der(signer.getEncryptedDigest()));
            parts.put("unsigned", der(signer.getUnauthenticatedAttributes()));
            return parts;
        } catch (IOException | RuntimeException e) {
            return Map.of("unread by Bouncy Castle", new byte[0]);
        }
    }

    private static byte[] der(@org.jspecify.annotations.Nullable ASN1Encodable part) throws IOException {
        return part == null ? new byte[0] : part.toASN1Primitive().getEncoded("DER");
    }
}
