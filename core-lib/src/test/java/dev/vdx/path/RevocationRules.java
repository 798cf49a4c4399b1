package dev.vdx.path;

import static dev.vdx.model.SubIndication.REVOKED_CA_NO_POE;
import static dev.vdx.model.SubIndication.REVOKED_NO_POE;
import static dev.vdx.model.SubIndication.TRY_LATER;
import static dev.vdx.path.Rule.ANY;
import static dev.vdx.path.Rule.AUTHORITY;
import static dev.vdx.path.Rule.LEAF;
import static dev.vdx.path.Rule.rule;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SubIndication;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.OcspAnswer;
import dev.vdx.sandbox.TestIdentity;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.ReasonFlags;

/** RFC 5280, 6.3 (lists) and RFC 6960, 3.2 and 4.2.2 (OCSP): each way in which a status is told, and each in which it is not. */
final class RevocationRules {
    private static final BigInteger OTHER = BigInteger.valueOf(77);
    private static final Instant THEN = Plan.NOW.minus(Duration.ofDays(3));
    private static final int KEY_COMPROMISE = 1;
    private static final int HOLD = 6;
    private static final int REMOVED = 8;

    private RevocationRules() {}

    static List<Rule> all() {
        return Stream.of(lists(), scopes(), answers(), responders())
                .flatMap(List::stream)
                .toList();
    }

    private static Rule later(
            String name, String clause, BiConsumer<Plan, Integer> kept, BiConsumer<Plan, Integer> broken) {
        return rule(name, clause, ANY, TRY_LATER, kept, broken);
    }

    private static BiConsumer<Plan, Integer> crl(BiConsumer<CrlDraft, BigInteger> change) {
        return (plan, place) -> plan.tell(place, told -> {
            CrlDraft draft = told.crl();
            change.accept(draft, told.certificate.getSerialNumber());
            told.crls.add(draft.der());
        });
    }

    private static BiConsumer<Plan, Integer> tell(Consumer<Plan.Told> how) {
        return (plan, place) -> plan.tell(place, how);
    }

    private static List<Rule> lists() {
        return List.of(
                later("some status at all", "6.3.3", (plan, place) -> {}, tell(told -> {})),
                revoked("revoked by a list", AUTHORITY, REVOKED_CA_NO_POE),
                revoked("revoked by a list", LEAF, REVOKED_NO_POE),
                later(
                        "on hold by a list",
                        "5.3.1",
                        crl((list, serial) -> list.revoking(OTHER, THEN, HOLD)),
                        crl((list, serial) -> list.revoking(serial, THEN, HOLD))),
                later(
                        "removed from a complete list",
                        "5.3.1",
                        crl((list, serial) -> list.revoking(OTHER, THEN, REMOVED)),
                        crl((list, serial) -> list.revoking(serial, THEN, REMOVED))),
                later(
                        "list due again",
                        "5.1.2.5",
                        crl((list, serial) -> list.nextUpdate = Optional.of(Plan.NOW.plusSeconds(1))),
                        crl((list, serial) -> {
                            list.thisUpdate = Plan.NOW.minus(Duration.ofDays(2));
                            list.nextUpdate = Optional.of(Plan.NOW.minus(Duration.ofDays(1)));
                        })),
                later(
                        "list without nextUpdate",
                        "5.1.2.5",
                        crl((list, serial) -> list.nextUpdate = Optional.empty()),
                        crl((list, serial) -> {
                            list.thisUpdate = Plan.NOW.minus(Duration.ofDays(2));
                            list.nextUpdate = Optional.empty();
                        })),
                later(
                        "list of the future",
                        "5.1.2.4",
                        crl((list, serial) -> list.thisUpdate = Plan.NOW),
                        crl((list, serial) -> {
                            list.thisUpdate = Plan.NOW.plus(Duration.ofDays(1));
                            list.nextUpdate = Optional.of(Plan.NOW.plus(Duration.ofDays(2)));
                        })),
                later("list's signature", "6.3.3 g", (plan, place) -> {}, crl((list, serial) -> list.broken = true)),
                later(
                        "list signed by another key of the name",
                        "6.3.3 f",
                        (plan, place) -> {},
                        crl((list, serial) -> list.key = 11)),
                later(
                        "list of another issuer",
                        "6.3.3 b 1",
                        (plan, place) -> {},
                        crl((list, serial) -> list.issuer = Plan.name("CN=Somebody,C=TH"))),
                later(
                        "issuer for CRL signing",
                        "4.2.1.3",
                        (plan, place) -> usage(plan, place, KeyUsage.keyCertSign | KeyUsage.cRLSign),
                        (plan, place) -> usage(plan, place, KeyUsage.keyCertSign | KeyUsage.digitalSignature)),
                later(
                        "unknown critical extension of a list",
                        "5.2",
                        crl((list, serial) -> list.with(unknown(), false, DERNull.INSTANCE)),
                        crl((list, serial) -> list.with(unknown(), true, DERNull.INSTANCE))),
                later(
                        "unknown critical extension of another's entry",
                        "5.3",
                        crl((list, serial) -> list.revoking(
                                OTHER, THEN, Optional.of(CrlDraft.extension(unknown(), false, DERNull.INSTANCE)))),
                        crl((list, serial) -> list.revoking(
                                OTHER, THEN, Optional.of(CrlDraft.extension(unknown(), true, DERNull.INSTANCE))))),
                twice(AUTHORITY, REVOKED_CA_NO_POE),
                twice(LEAF, REVOKED_NO_POE));
    }

    private static Rule revoked(String name, BiPredicate<Plan, Integer> fits, SubIndication why) {
        return rule(
                name,
                "6.3.3 i",
                fits,
                why,
                crl((list, serial) -> list.revoking(OTHER, THEN, KEY_COMPROMISE)),
                crl((list, serial) -> list.revoking(serial, THEN, KEY_COMPROMISE)));
    }

    /** An old list beside a new one: revoked once is revoked, good once is not enough. */
    private static Rule twice(BiPredicate<Plan, Integer> fits, SubIndication why) {
        return rule("an older list beside", "6.3.3", fits, why, both(false), both(true));
    }

    private static BiConsumer<Plan, Integer> both(boolean revoked) {
        return tell(told -> {
            CrlDraft older = told.crl();
            older.thisUpdate = Plan.NOW.minus(Duration.ofDays(2));
            if (revoked) {
                older.revoking(told.certificate.getSerialNumber(), THEN, KEY_COMPROMISE);
            }
            told.crls.add(older.der());
            told.crls.add(told.crl().der());
        });
    }

    private static void usage(Plan plan, int place, int bits) {
        plan.at(place - 1).with(Extension.keyUsage, true, new KeyUsage(bits));
    }

    private static ASN1ObjectIdentifier unknown() {
        return new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.9");
    }

    // issuingDistributionPoint, 5.2.5, and what else makes a list partial.

    private static List<Rule> scopes() {
        DistributionPointName ours = point("http://vdx.example/a.crl");
        return List.of(
                rule(
                        "list of end entities",
                        "5.2.5",
                        AUTHORITY,
                        TRY_LATER,
                        scope(null, false, true),
                        scope(null, true, false)),
                rule(
                        "list of authorities",
                        "5.2.5",
                        LEAF,
                        TRY_LATER,
                        scope(null, true, false),
                        scope(null, false, true)),
                later(
                        "list of attribute certificates",
                        "5.2.5",
                        scope(null, false, false),
                        crl((list, serial) -> list.with(
                                Extension.issuingDistributionPoint,
                                true,
                                new IssuingDistributionPoint(null, false, false, null, false, true)))),
                later(
                        "list for some reasons",
                        "5.2.5",
                        scope(null, false, false),
                        crl((list, serial) -> list.with(
                                Extension.issuingDistributionPoint,
                                true,
                                new IssuingDistributionPoint(
                                        null,
                                        false,
                                        false,
                                        new ReasonFlags(ReasonFlags.keyCompromise),
                                        false,
                                        false)))),
                later(
                        "indirect list",
                        "5.2.5",
                        scope(null, false, false),
                        crl((list, serial) -> list.with(
                                Extension.issuingDistributionPoint,
                                true,
                                new IssuingDistributionPoint(null, false, false, null, true, false)))),
                later(
                        "list of a distribution point",
                        "6.3.3 b 2 i",
                        (plan, place) -> {
                            points(plan.at(place), ours);
                            scope(ours, false, false).accept(plan, place);
                        },
                        (plan, place) -> {
                            points(plan.at(place), ours);
                            scope(point("http://vdx.example/b.crl"), false, false)
                                    .accept(plan, place);
                        }),
                later(
                        "delta list alone",
                        "5.2.4",
                        tell(told -> {
                            told.crls.add(told.crl().der());
                            told.crls.add(told.crl()
                                    .with(Extension.deltaCRLIndicator, true, new ASN1Integer(6))
                                    .der());
                        }),
                        crl((list, serial) -> list.with(Extension.deltaCRLIndicator, true, new ASN1Integer(6)))),
                partial(AUTHORITY, REVOKED_CA_NO_POE),
                partial(LEAF, REVOKED_NO_POE));
    }

    /** A delta list beside a complete one: what it says of revocation counts. */
    private static Rule partial(BiPredicate<Plan, Integer> fits, SubIndication why) {
        return rule(
                "delta list that revokes",
                "6.3.3 h",
                fits,
                why,
                delta(OTHER),
                (plan, place) -> plan.tell(place, told -> delta(told, told.certificate.getSerialNumber())));
    }

    private static BiConsumer<Plan, Integer> delta(BigInteger serial) {
        return tell(told -> delta(told, serial));
    }

    private static void delta(Plan.Told told, BigInteger serial) {
        told.crls.add(told.crl().der());
        told.crls.add(told.crl()
                .with(Extension.deltaCRLIndicator, true, new ASN1Integer(6))
                .revoking(serial, THEN, KEY_COMPROMISE)
                .der());
    }

    private static BiConsumer<Plan, Integer> scope(DistributionPointName name, boolean users, boolean authorities) {
        return crl((list, serial) -> list.with(
                Extension.issuingDistributionPoint,
                true,
                new IssuingDistributionPoint(name, users, authorities, null, false, false)));
    }

    private static DistributionPointName point(String address) {
        return new DistributionPointName(
                new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, address)));
    }

    private static void points(CertificateDraft draft, DistributionPointName name) {
        draft.with(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {
            new DistributionPoint(name, null, null)
        }));
    }

    // OCSP.

    private static BiConsumer<Plan, Integer> ocsp(java.util.function.UnaryOperator<OcspAnswer> change) {
        return tell(told -> told.ocsp.add(change.apply(told.ocsp()).der()));
    }

    private static List<Rule> answers() {
        return List.of(
                later("status unknown", "RFC 6960, 2.2", ocsp(a -> a), ocsp(OcspAnswer::unknown)),
                answerRevoked(AUTHORITY, REVOKED_CA_NO_POE),
                answerRevoked(LEAF, REVOKED_NO_POE),
                later("on hold by an answer", "RFC 6960, 4.2.1", ocsp(a -> a), ocsp(a -> a.revoked(THEN, HOLD))),
                later(
                        "answer due again",
                        "RFC 6960, 4.2.2.1",
                        ocsp(a -> a.withTimes(Plan.NOW.minusSeconds(60), Optional.of(Plan.NOW), Plan.NOW)),
                        ocsp(a -> a.withTimes(
                                Plan.NOW.minus(Duration.ofDays(2)),
                                Optional.of(Plan.NOW.minus(Duration.ofDays(1))),
                                Plan.NOW.minus(Duration.ofDays(2))))),
                later(
                        "answer without nextUpdate",
                        "RFC 6960, 4.2.2.1",
                        ocsp(a -> a.withTimes(Plan.NOW.minusSeconds(60), Optional.empty(), Plan.NOW)),
                        ocsp(a -> a.withTimes(
                                Plan.NOW.minus(Duration.ofDays(2)),
                                Optional.empty(),
                                Plan.NOW.minus(Duration.ofDays(2))))),
                later(
                        "answer of the future",
                        "RFC 6960, 4.2.2.1",
                        ocsp(a -> a),
                        ocsp(a -> a.withTimes(
                                Plan.NOW.plus(Duration.ofDays(1)),
                                Optional.of(Plan.NOW.plus(Duration.ofDays(2))),
                                Plan.NOW.plus(Duration.ofDays(1))))),
                later(
                        "answer about this serial number",
                        "RFC 6960, 3.2 1",
                        ocsp(a -> a.withHash(DigestAlgorithm.SHA256)),
                        ocsp(a -> about(a, OTHER, a.issuer()))),
                later("answer about this issuer", "RFC 6960, 3.2 1", ocsp(a -> a), tell(told -> {
                    CertificateDraft namesake = CertificateDraft.authority("CN=Nobody", 11);
                    namesake.subject = told.issuerDraft.subject;
                    OcspAnswer answer = told.ocsp();
                    told.ocsp.add(about(answer, answer.serial(), namesake.make(namesake))
                            .der());
                })),
                later(
                        "answer's signature",
                        "RFC 6960, 3.2 2",
                        ocsp(a -> a.withNonce(Optional.of(new byte[] {1, 2, 3, 4}))),
                        tell(told -> told.ocsp.add(told.ocsp().alteredDer()))));
    }

    private static OcspAnswer about(OcspAnswer a, BigInteger serial, java.security.cert.X509Certificate issuer) {
        return new OcspAnswer(
                serial,
                issuer,
                a.hash(),
                a.status(),
                a.thisUpdate(),
                a.nextUpdate(),
                a.producedAt(),
                a.signer(),
                a.certificates(),
                a.nonce());
    }

    private static Rule answerRevoked(BiPredicate<Plan, Integer> fits, SubIndication why) {
        return rule(
                "revoked by an answer",
                "RFC 6960, 2.2",
                fits,
                why,
                ocsp(a -> a),
                ocsp(a -> a.revoked(THEN, KEY_COMPROMISE)));
    }

    private static Rule responder(
            String name, String clause, Consumer<CertificateDraft> kept, Consumer<CertificateDraft> broken) {
        return later(name, clause, by(kept), by(broken));
    }

    private static BiConsumer<Plan, Integer> by(Consumer<CertificateDraft> change) {
        return tell(told ->
                told.ocsp.add(told.ocsp().signedBy(told.responder(change)).der()));
    }

    private static List<Rule> responders() {
        return List.of(
                responder(
                        "responder's extended key usage",
                        "RFC 6960, 4.2.2.2",
                        draft -> {},
                        draft -> draft.without(Extension.extendedKeyUsage)),
                responder(
                        "responder's extended key usage is for answers",
                        "RFC 6960, 4.2.2.2",
                        draft -> {},
                        draft -> draft.with(
                                Extension.extendedKeyUsage,
                                false,
                                new ExtendedKeyUsage(KeyPurposeId.anyExtendedKeyUsage))),
                responder(
                        "responder's key usage",
                        "4.2.1.3",
                        draft -> draft.without(Extension.keyUsage),
                        draft -> draft.with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyEncipherment))),
                responder(
                        "responder valid when it answered",
                        "RFC 6960, 4.2.2.2",
                        draft -> draft.until = Plan.NOW.plusSeconds(1),
                        draft -> draft.until = Plan.NOW.minus(Duration.ofDays(1))),
                responder(
                        "responder signed by the issuer",
                        "RFC 6960, 4.2.2.2",
                        draft -> {},
                        draft -> draft.signedBy = Optional.of(11)),
                responder(
                        "responder of another authority",
                        "RFC 6960, 4.2.2.2",
                        draft -> {},
                        draft -> draft.issuer = Optional.of(Plan.name("CN=Somebody,C=TH"))),
                responder(
                        "unknown critical extension of a responder",
                        "6.1.5 f",
                        draft -> draft.with(unknown(), false, DERNull.INSTANCE),
                        draft -> draft.with(unknown(), true, DERNull.INSTANCE)),
                later(
                        "responder not revoked",
                        "RFC 6960, 4.2.2.2.1",
                        tell(told -> checked(told, OTHER)),
                        tell(told -> checked(told, null))));
    }

    /** A responder without no-check, and its issuer's list about it. */
    private static void checked(Plan.Told told, BigInteger revoked) {
        DistributionPointName responders = point("http://vdx.example/responders.crl");
        TestIdentity responder = told.responder(
                draft -> points(draft.without(new ASN1ObjectIdentifier(CertificateSpec.OCSP_NO_CHECK)), responders));
        BigInteger serial = revoked == null ? responder.certificate().getSerialNumber() : revoked;
        told.ocsp.add(told.ocsp().signedBy(responder).der());
        // A list about responders only, for otherwise it would speak of the certificate itself.
        told.crls.add(told.crl()
                .with(
                        Extension.issuingDistributionPoint,
                        true,
                        new IssuingDistributionPoint(responders, false, false, null, false, false))
                .revoking(serial, THEN, KEY_COMPROMISE)
                .der());
    }
}
