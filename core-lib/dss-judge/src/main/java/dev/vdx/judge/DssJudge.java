package dev.vdx.judge;

import eu.europa.esig.dss.asic.cades.ASiCWithCAdESSignatureParameters;
import eu.europa.esig.dss.asic.cades.signature.ASiCWithCAdESService;
import eu.europa.esig.dss.asic.xades.ASiCWithXAdESSignatureParameters;
import eu.europa.esig.dss.asic.xades.signature.ASiCWithXAdESService;
import eu.europa.esig.dss.cades.CAdESSignatureParameters;
import eu.europa.esig.dss.cades.signature.CAdESService;
import eu.europa.esig.dss.detailedreport.DetailedReport;
import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.diagnostic.jaxb.XmlPDFLockDictionary;
import eu.europa.esig.dss.enumerations.ASiCContainerType;
import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.enumerations.JWSSerializationType;
import eu.europa.esig.dss.enumerations.SigDMechanism;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.enumerations.SignaturePackaging;
import eu.europa.esig.dss.jades.JAdESSignatureParameters;
import eu.europa.esig.dss.jades.signature.JAdESService;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.SignatureValue;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.pades.PAdESSignatureParameters;
import eu.europa.esig.dss.pades.signature.PAdESService;
import eu.europa.esig.dss.service.crl.OnlineCRLSource;
import eu.europa.esig.dss.service.http.commons.CommonsDataLoader;
import eu.europa.esig.dss.service.http.commons.OCSPDataLoader;
import eu.europa.esig.dss.service.http.commons.TimestampDataLoader;
import eu.europa.esig.dss.service.ocsp.OnlineOCSPSource;
import eu.europa.esig.dss.service.tsp.OnlineTSPSource;
import eu.europa.esig.dss.signature.AbstractSignatureParameters;
import eu.europa.esig.dss.signature.DocumentSignatureService;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.aia.DefaultAIASource;
import eu.europa.esig.dss.token.DSSPrivateKeyEntry;
import eu.europa.esig.dss.token.Pkcs12SignatureToken;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.reports.Reports;
import eu.europa.esig.dss.xades.XAdESSignatureParameters;
import eu.europa.esig.dss.xades.signature.XAdESService;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore.PasswordProtection;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Answers one line per line of standard input, fields separated by tabs:
 *
 * <pre>
 * validate FILE ANCHORS[,ANCHORS…] [DETACHED]   → a line "INDICATION/SUB level;…", one part a signature
 * validate-at TIME FILE ANCHORS[,ANCHORS…]      → the same, as of a time after RFC 3339
 * evidence FILE ANCHORS[,ANCHORS…] [DETACHED]   → "INDICATION/SUB;…", one part an evidence record
 * default FILE                                  → the worst of "TOTAL_FAILED/SUB", "INDETERMINATE/SUB", "TOTAL_PASSED/null",
 *                                                 or "none" without a signature: offline, trusting nobody
 * sign KIND LEVEL IN OUT P12 PASSWORD [TSA]     → "ok"; KIND is pades, cades, cades-detached, jades,
 *                                                 jades-clear, jades-detached, asic-e, asic-s, xades, xades-v1, xades-enveloping,
 *                                                 xades-inside, xades-detached or asic-e-xades
 * permissions FILE                              → DocMDP and FieldMDP of each signature of a PDF, joined by ;
 * sign-trusting ANCHORS[,ANCHORS…] KIND …       → as sign, at LT too
 * extend-trusting ANCHORS[,ANCHORS…] KIND LEVEL IN OUT TSA [DETACHED]  → "ok"
 * </pre>
 *
 * What goes wrong answers "error: …"; the process ends with its input.
 */
public final class DssJudge {

    private DssJudge() {}

    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(answer(line.split("\t", -1)));
        }
    }

    private static String answer(String[] words) {
        try {
            return switch (words[0]) {
                case "validate" -> validate(words, Optional.empty());
                case "validate-at" -> validate(behind(words), Optional.of(Instant.parse(words[1])));
                case "evidence" -> evidence(words);
                case "permissions" -> permissions(words);
                case "default" -> byDefault(words);
                case "rate" -> rate(words);
                case "sign" -> sign(words, new CommonTrustedCertificateSource());
                case "sign-trusting" -> sign(behind(words), trusted(words[1]));
                case "extend-trusting" -> extend(behind(words), trusted(words[1]));
                default -> "error: unknown command";
            };
        } catch (Exception e) {
            return ("error: " + e).replaceAll("\\s+", " ");
        }
    }

    /** Without the word behind the first. */
    private static String[] behind(String[] words) {
        return Arrays.copyOfRange(words, 1, words.length);
    }

    private static String validate(String[] words, Optional<Instant> time) throws Exception {
        SimpleReport report = reports(words, time).getSimpleReport();
        List<String> parts = new ArrayList<>();
        for (String id : report.getSignatureIdList()) {
            parts.add(report.getIndication(id) + "/" + report.getSubIndication(id) + " "
                    + report.getSignatureFormat(id) + " "
                    + report.getAdESValidationErrors(id).stream()
                            .map(m -> m.getValue())
                            .toList());
        }
        return String.join(";", parts).replaceAll("\\s+", " ");
    }

    private static String evidence(String[] words) throws Exception {
        DetailedReport report = reports(words, Optional.empty()).getDetailedReport();
        List<String> parts = new ArrayList<>();
        for (String id : report.getEvidenceRecordIds()) {
            // Their time-stamps are among these, without a conclusion as records.
            if (report.getEvidenceRecordValidationIndication(id) != null) {
                parts.add(report.getEvidenceRecordValidationIndication(id) + "/"
                        + report.getEvidenceRecordValidationSubIndication(id));
            }
        }
        return String.join(";", parts);
    }

    private static Reports reports(String[] words, Optional<Instant> time) throws Exception {
        SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(
                new FileDocument(Path.of(words[1]).toFile()));
        if (words.length > 3) {
            validator.setDetachedContents(
                    List.of(new FileDocument(Path.of(words[3]).toFile())));
        }
        CommonCertificateVerifier verifier = online();
        verifier.setTrustedCertSources(trusted(words[2]));
        validator.setCertificateVerifier(verifier);
        time.map(Date::from).ifPresent(validator::setValidationTime);
        return validator.validateDocument();
    }

    /** What each signature of a PDF allows from then on, as DSS reads it. */
    private static String permissions(String[] words) {
        SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(
                new FileDocument(Path.of(words[1]).toFile()));
        validator.setCertificateVerifier(new CommonCertificateVerifier(true));
        List<String> parts = new ArrayList<>();
        for (SignatureWrapper each :
                validator.validateDocument().getDiagnosticData().getSignatures()) {
            XmlPDFLockDictionary lock = each.getFieldMDP();
            parts.add(each.getDocMDPPermissions() + " "
                    + (lock == null ? null : lock.getAction() + "" + lock.getFields()));
        }
        return String.join(";", parts);
    }

    /** Validations a second by default settings, without a network: file, anchors, seconds to warm up, seconds to measure. */
    private static String rate(String[] words) throws Exception {
        CommonTrustedCertificateSource trusted = trusted(words[2]);
        rate(Path.of(words[1]), trusted, Long.parseLong(words[3]));
        return String.format(Locale.ROOT, "%.1f", rate(Path.of(words[1]), trusted, Long.parseLong(words[4])));
    }

    private static double rate(Path file, CommonTrustedCertificateSource trusted, long seconds) {
        long start = System.nanoTime();
        int done = 0;
        while (System.nanoTime() - start < seconds * 1_000_000_000L) {
            SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(new FileDocument(file.toFile()));
            CommonCertificateVerifier verifier = new CommonCertificateVerifier();
            verifier.setTrustedCertSources(trusted);
            validator.setCertificateVerifier(verifier);
            SimpleReport report = validator.validateDocument().getSimpleReport();
            if (report.getValidSignaturesCount() != report.getSignaturesCount() || report.getSignaturesCount() == 0) {
                throw new IllegalStateException("not valid: " + report.getJaxbModel());
            }
            done++;
        }
        return done * 1e9 / (System.nanoTime() - start);
    }

    private static CommonTrustedCertificateSource trusted(String files) throws Exception {
        CommonTrustedCertificateSource trusted = new CommonTrustedCertificateSource();
        for (String file : files.split(",")) {
            try (InputStream in = Files.newInputStream(Path.of(file))) {
                for (Certificate c : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                    trusted.addCertificate(new CertificateToken((X509Certificate) c));
                }
            }
        }
        return trusted;
    }

    private static String byDefault(String[] words) {
        SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(
                new FileDocument(Path.of(words[1]).toFile()));
        validator.setCertificateVerifier(new CommonCertificateVerifier(true));
        SimpleReport report = validator.validateDocument().getSimpleReport();
        // TOTAL_FAILED comes behind INDETERMINATE in no order of theirs: said by hand.
        List<String> worst = List.of("TOTAL_FAILED", "INDETERMINATE", "TOTAL_PASSED");
        return report.getSignatureIdList().stream()
                .map(id -> report.getIndication(id) + "/" + report.getSubIndication(id))
                .min(Comparator.comparingInt(text -> worst.indexOf(text.substring(0, text.indexOf('/')))))
                .orElse("none");
    }

    private static CommonCertificateVerifier online() {
        CommonCertificateVerifier verifier = new CommonCertificateVerifier();
        CommonsDataLoader loader = new CommonsDataLoader();
        loader.setTimeoutConnection(3_000);
        loader.setTimeoutSocket(3_000);
        OnlineOCSPSource ocsp = new OnlineOCSPSource();
        ocsp.setDataLoader(new OCSPDataLoader());
        verifier.setOcspSource(ocsp);
        OnlineCRLSource crl = new OnlineCRLSource();
        crl.setDataLoader(loader);
        verifier.setCrlSource(crl);
        verifier.setAIASource(new DefaultAIASource(loader));
        return verifier;
    }

    private static String sign(String[] words, CommonTrustedCertificateSource trusted) throws Exception {
        CommonCertificateVerifier verifier = online();
        verifier.setTrustedCertSources(trusted);
        DSSDocument document = new FileDocument(Path.of(words[3]).toFile());
        try (Pkcs12SignatureToken token =
                new Pkcs12SignatureToken(words[5], new PasswordProtection(words[6].toCharArray()))) {
            DSSPrivateKeyEntry key = token.getKeys().get(0);
            String level = words[2];
            DSSDocument signed = switch (words[1]) {
                case "pades" -> {
                    PAdESSignatureParameters p = new PAdESSignatureParameters();
                    p.setSignatureLevel(SignatureLevel.valueOf("PAdES_BASELINE_" + level));
                    yield sign(tsa(new PAdESService(verifier), words), document, p, token, key);
                }
                case "cades", "cades-detached" -> {
                    CAdESSignatureParameters p = new CAdESSignatureParameters();
                    p.setSignatureLevel(SignatureLevel.valueOf("CAdES_BASELINE_" + level));
                    p.setSignaturePackaging(
                            words[1].equals("cades") ? SignaturePackaging.ENVELOPING : SignaturePackaging.DETACHED);
                    yield sign(tsa(new CAdESService(verifier), words), document, p, token, key);
                }
                case "jades", "jades-clear", "jades-detached" -> {
                    JAdESSignatureParameters p = new JAdESSignatureParameters();
                    p.setSignatureLevel(SignatureLevel.valueOf("JAdES_BASELINE_" + level));
                    p.setJwsSerializationType(
                            level.equals("B")
                                    ? JWSSerializationType.COMPACT_SERIALIZATION
                                    : JWSSerializationType.JSON_SERIALIZATION);
                    boolean beside = words[1].equals("jades-detached");
                    p.setSignaturePackaging(beside ? SignaturePackaging.DETACHED : SignaturePackaging.ENVELOPING);
                    p.setSigDMechanism(beside ? SigDMechanism.OBJECT_ID_BY_URI_HASH : null);
                    p.setBase64UrlEncodedEtsiUComponents(!words[1].equals("jades-clear"));
                    yield sign(tsa(new JAdESService(verifier), words), document, p, token, key);
                }
                case "asic-e", "asic-s" -> {
                    ASiCWithCAdESSignatureParameters p = new ASiCWithCAdESSignatureParameters();
                    p.setSignatureLevel(SignatureLevel.valueOf("CAdES_BASELINE_" + level));
                    p.aSiC().setContainerType(container(words[1]));
                    yield sign(tsa(new ASiCWithCAdESService(verifier), words), document, p, token, key);
                }
                case "xades", "xades-v1", "xades-enveloping", "xades-inside", "xades-detached" -> {
                    XAdESSignatureParameters p = new XAdESSignatureParameters();
                    p.setSignatureLevel(SignatureLevel.valueOf("XAdES_BASELINE_" + level));
                    p.setSignaturePackaging(
                            switch (words[1]) {
                                case "xades", "xades-v1" -> SignaturePackaging.ENVELOPED;
                                case "xades-detached" -> SignaturePackaging.DETACHED;
                                case "xades-enveloping" -> SignaturePackaging.ENVELOPING;
                                default -> SignaturePackaging.INTERNALLY_DETACHED;
                            });
                    p.setEn319132(!words[1].equals("xades-v1"));
                    yield sign(tsa(new XAdESService(verifier), words), document, p, token, key);
                }
                case "asic-e-xades" -> {
                    ASiCWithXAdESSignatureParameters p = new ASiCWithXAdESSignatureParameters();
                    p.setSignatureLevel(SignatureLevel.valueOf("XAdES_BASELINE_" + level));
                    p.aSiC().setContainerType(ASiCContainerType.ASiC_E);
                    yield sign(tsa(new ASiCWithXAdESService(verifier), words), document, p, token, key);
                }
                default -> throw new IllegalArgumentException(words[1]);
            };
            signed.save(words[4]);
            return "ok";
        }
    }

    private static String extend(String[] words, CommonTrustedCertificateSource trusted) throws Exception {
        CommonCertificateVerifier verifier = online();
        verifier.setTrustedCertSources(trusted);
        DSSDocument document = new FileDocument(Path.of(words[3]).toFile());
        String level = words[2];
        List<DSSDocument> beside =
                words.length > 6 ? List.of(new FileDocument(Path.of(words[6]).toFile())) : List.of();
        DSSDocument extended = switch (words[1]) {
            case "pades" -> {
                PAdESSignatureParameters p = new PAdESSignatureParameters();
                p.setSignatureLevel(SignatureLevel.valueOf("PAdES_BASELINE_" + level));
                yield tsa(new PAdESService(verifier), words, 5).extendDocument(document, p);
            }
            case "cades", "cades-detached" -> {
                CAdESSignatureParameters p = new CAdESSignatureParameters();
                p.setSignatureLevel(SignatureLevel.valueOf("CAdES_BASELINE_" + level));
                p.setDetachedContents(beside);
                yield tsa(new CAdESService(verifier), words, 5).extendDocument(document, p);
            }
            case "jades", "jades-clear", "jades-detached" -> {
                JAdESSignatureParameters p = new JAdESSignatureParameters();
                p.setSignatureLevel(SignatureLevel.valueOf("JAdES_BASELINE_" + level));
                p.setJwsSerializationType(JWSSerializationType.JSON_SERIALIZATION);
                p.setBase64UrlEncodedEtsiUComponents(!words[1].equals("jades-clear"));
                p.setDetachedContents(beside);
                yield tsa(new JAdESService(verifier), words, 5).extendDocument(document, p);
            }
            case "asic-e", "asic-s" -> {
                ASiCWithCAdESSignatureParameters p = new ASiCWithCAdESSignatureParameters();
                p.setSignatureLevel(SignatureLevel.valueOf("CAdES_BASELINE_" + level));
                p.aSiC().setContainerType(container(words[1]));
                yield tsa(new ASiCWithCAdESService(verifier), words, 5).extendDocument(document, p);
            }
            case "asic-e-xades" -> {
                ASiCWithXAdESSignatureParameters p = new ASiCWithXAdESSignatureParameters();
                p.setSignatureLevel(SignatureLevel.valueOf("XAdES_BASELINE_" + level));
                p.aSiC().setContainerType(ASiCContainerType.ASiC_E);
                yield tsa(new ASiCWithXAdESService(verifier), words, 5).extendDocument(document, p);
            }
            default -> {
                XAdESSignatureParameters p = new XAdESSignatureParameters();
                p.setSignatureLevel(SignatureLevel.valueOf("XAdES_BASELINE_" + level));
                p.setDetachedContents(beside);
                yield tsa(new XAdESService(verifier), words, 5).extendDocument(document, p);
            }
        };
        extended.save(words[4]);
        return "ok";
    }

    private static ASiCContainerType container(String kind) {
        return kind.equals("asic-s") ? ASiCContainerType.ASiC_S : ASiCContainerType.ASiC_E;
    }

    private static <S extends DocumentSignatureService<?, ?>> S tsa(S service, String[] words) {
        return tsa(service, words, 7);
    }

    private static <S extends DocumentSignatureService<?, ?>> S tsa(S service, String[] words, int at) {
        if (words.length > at) {
            OnlineTSPSource source = new OnlineTSPSource(words[at]);
            source.setDataLoader(new TimestampDataLoader());
            service.setTspSource(source);
        }
        return service;
    }

    private static <P extends AbstractSignatureParameters<?>> DSSDocument sign(
            DocumentSignatureService<P, ?> service,
            DSSDocument document,
            P p,
            Pkcs12SignatureToken token,
            DSSPrivateKeyEntry key) {
        p.setDigestAlgorithm(DigestAlgorithm.SHA256);
        p.setSigningCertificate(key.getCertificate());
        p.setCertificateChain(key.getCertificateChain());
        p.bLevel().setSigningDate(Date.from(Instant.now()));
        SignatureValue value = token.sign(service.getDataToSign(document, p), DigestAlgorithm.SHA256, key);
        return service.signDocument(document, p, value);
    }
}
