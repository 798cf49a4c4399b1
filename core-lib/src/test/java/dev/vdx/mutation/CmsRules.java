package dev.vdx.mutation;

import dev.vdx.report.Report;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** What may differ in a CMS (RFC 5652, 5) of one signer without changing what was signed or by whom. */
final class CmsRules implements Seed.Rules {
    private static final int MOST_ZEROS = 16;
    private static final String UNREAD = "unread by Bouncy Castle";

    @Override
    public Optional<String> explain(byte[] original, byte[] mutant, Report sound, Report report) {
        // By itself, unlike in a PDF, nothing may follow it.
        return unused(mutant).filter(rest -> rest.length == 0).flatMap(rest -> compare(original, mutant, report));
    }

    /** What follows the first element. */
    private static Optional<byte[]> unused(byte[] cms) {
        ByteArrayInputStream bytes = new ByteArrayInputStream(cms);
        try (ASN1InputStream in = new ASN1InputStream(bytes)) {
            in.readObject();
            return Optional.of(bytes.readAllBytes());
        } catch (IOException | RuntimeException e) {
            return Optional.of(new byte[0]);
        }
    }

    /** Zeros behind both are left aside, and some are put back: what was cut off may have been the end of a signature. */
    static Optional<String> compare(byte[] one, byte[] other, Report report) {
        int longer = Math.max(one.length, other.length) + MOST_ZEROS;
        byte[] original = Arrays.copyOf(one, longer);
        byte[] mutant = Arrays.copyOf(other, longer);
        Map<String, byte[]> before = parts(original);
        Map<String, byte[]> after = parts(mutant);
        if (after.containsKey(UNREAD)) {
            return unread(original, mutant, report);
        }
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

    /** What Bouncy Castle does not read must be of one length and differ only in parts that nobody signed. */
    private static Optional<String> unread(byte[] original, byte[] mutant, Report report) {
        Map<String, byte[]> before = parts(original);
        Span digests = place(original, before.get("digests"));
        Span unsigned = place(original, before.get("unsigned"));
        TreeSet<String> rules = new TreeSet<>();
        for (int at = 0; at < original.length; at++) {
            if (original[at] != mutant[at]) {
                rules.add(digests.holds(at) ? "C3" : unsigned.holds(at) && stampless(report) ? "C6" : "");
            }
        }
        return rules.contains("") ? Optional.empty() : Optional.of(String.join(" ", rules));
    }

    private static Span place(byte[] whole, byte[] part) {
        byte[] inside = content(part);
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        int start = inside.length == 0 ? -1 : text.indexOf(new String(inside, StandardCharsets.ISO_8859_1));
        return start < 0 ? new Span(0, 0) : new Span(start, start + inside.length);
    }

    /** Without tag and length, which are others where it stands. */
    private static byte[] content(byte[] set) {
        return set.length < 4
                ? set
                : Arrays.copyOfRange(set, (set[1] & 0x80) == 0 ? 2 : 2 + (set[1] & 0x7f), set.length);
    }

    private static String rule(String part, Map<String, byte[]> before, Map<String, byte[]> after, Report report) {
        return switch (part) {
            case "version", "signer version" -> "C2";
            case "digests" -> "C3";
            case "certificates" -> "C4";
            case "revocation" -> "C5";
            case "unsigned" -> stampless(report) ? "C6" : token(before, after, report);
            case "digest parameters" -> "C7";
            case "signer" -> sameSigner(before.get(part), after.get(part)) ? "C8" : "";
            default -> "";
        };
    }

    /** Names are compared without regard to case and blanks (RFC 5280, 7.1). */
    private static boolean sameSigner(byte[] one, byte[] other) {
        IssuerAndSerialNumber a = IssuerAndSerialNumber.getInstance(one);
        IssuerAndSerialNumber b = IssuerAndSerialNumber.getInstance(other);
        return a.getName().equals(b.getName()) && a.getSerialNumber().equals(b.getSerialNumber());
    }

    /** The time-stamp still counts: the same is asked of it, a CMS itself. */
    private static String token(Map<String, byte[]> before, Map<String, byte[]> after, Report report) {
        byte[] one = stamp(before.get("unsigned"));
        byte[] other = stamp(after.get("unsigned"));
        return one.length == 0 || other.length == 0 || !sameOthers(before.get("unsigned"), after.get("unsigned"))
                ? ""
                : compare(one, other, report).map(rule -> "T:" + rule).orElse("");
    }

    private static boolean sameOthers(byte[] before, byte[] after) {
        try {
            return others(before).equals(others(after));
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static byte[] stamp(byte[] unsigned) {
        try {
            List<byte[]> stamps = new ArrayList<>();
            for (ASN1Encodable each : ASN1Set.getInstance(unsigned)) {
                Attribute attribute = Attribute.getInstance(each);
                if (attribute.getAttrType().equals(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken)) {
                    boolean one = attribute.getAttrValues().size() == 1;
                    stamps.add(
                            one
                                    ? attribute
                                            .getAttrValues()
                                            .getObjectAt(0)
                                            .toASN1Primitive()
                                            .getEncoded()
                                    : new byte[0]);
                }
            }
            return stamps.size() == 1 ? stamps.get(0) : new byte[0];
        } catch (IOException | RuntimeException e) {
            return new byte[0];
        }
    }

    /** The attributes that are no time-stamp, as they stand. */
    private static String others(byte[] unsigned) throws IOException {
        StringBuilder others = new StringBuilder();
        for (ASN1Encodable each : ASN1Set.getInstance(unsigned)) {
            if (!Attribute.getInstance(each)
                    .getAttrType()
                    .equals(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken)) {
                others.append(HexFormat.of().formatHex(der(each))).append(' ');
            }
        }
        return others.toString();
    }

    /** Whether no time-stamp of the mutant counts any more, so that its attributes prove nothing. */
    private static boolean stampless(Report report) {
        return report.verdict().signatures().stream().noneMatch(s -> s.timeProven());
    }

    private static Map<String, byte[]> parts(byte[] cms) {
        try (ASN1InputStream in = new ASN1InputStream(new ByteArrayInputStream(cms))) {
            SignedData data = SignedData.getInstance(
                    ContentInfo.getInstance(in.readObject()).getContent());
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
            return Map.of(UNREAD, new byte[0]);
        }
    }

    private static byte[] der(@org.jspecify.annotations.Nullable ASN1Encodable part) throws IOException {
        return part == null ? new byte[0] : part.toASN1Primitive().getEncoded("DER");
    }
}
