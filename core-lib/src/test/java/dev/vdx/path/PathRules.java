package dev.vdx.path;

import static dev.vdx.model.SubIndication.CERTIFICATE_CHAIN_GENERAL_FAILURE;
import static dev.vdx.model.SubIndication.CHAIN_CONSTRAINTS_FAILURE;
import static dev.vdx.model.SubIndication.NOT_YET_VALID;
import static dev.vdx.model.SubIndication.NO_CERTIFICATE_CHAIN_FOUND;
import static dev.vdx.model.SubIndication.OUT_OF_BOUNDS_NO_POE;
import static dev.vdx.path.Rule.ANCHOR;
import static dev.vdx.path.Rule.ANY;
import static dev.vdx.path.Rule.AUTHORITY;
import static dev.vdx.path.Rule.LEAF;
import static dev.vdx.path.Rule.rule;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertPolicyId;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.PolicyMappings;
import org.bouncycastle.asn1.x509.PolicyQualifierId;
import org.bouncycastle.asn1.x509.PolicyQualifierInfo;

/** RFC 5280, 6.1: each rule that a certificate of a path can break. */
final class PathRules {
    static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1");
    static final ASN1ObjectIdentifier OTHER_POLICY = new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.2");
    private static final ASN1ObjectIdentifier ANY_POLICY = new ASN1ObjectIdentifier("2.5.29.32.0");
    private static final ASN1ObjectIdentifier UNKNOWN = new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.9");

    private static final BiPredicate<Plan, Integer> NEXT_IS_LEAF =
            AUTHORITY.and((plan, place) -> place + 1 == plan.leaf());
    private static final BiPredicate<Plan, Integer> BEFORE_AUTHORITY =
            AUTHORITY.and((plan, place) -> place + 1 < plan.leaf());
    private static final BiPredicate<Plan, Integer> TWO_OF_ONE_NAME =
            AUTHORITY.and((plan, place) -> place > 1 && plan.at(place).subject.equals(plan.at(place - 1).subject));

    private PathRules() {}

    static List<Rule> all() {
        List<Rule> rules = new ArrayList<>();
        rules.addAll(signaturesAndNames());
        rules.addAll(validity());
        rules.addAll(nameConstraints());
        rules.addAll(policies());
        rules.addAll(authority());
        rules.addAll(criticalExtensions());
        rules.addAll(severalPaths());
        return rules;
    }

    private static List<Rule> signaturesAndNames() {
        BiConsumer<Plan, Integer> asItIs = (plan, place) -> {};
        return List.of(
                rule(
                        "signature",
                        "6.1.3 a 1",
                        ANY,
                        NO_CERTIFICATE_CHAIN_FOUND,
                        asItIs,
                        (plan, place) -> plan.at(place).broken = true),
                rule(
                        "signed by a namesake's key",
                        "6.1.3 a 1",
                        ANY,
                        NO_CERTIFICATE_CHAIN_FOUND,
                        asItIs,
                        (plan, place) -> plan.at(place).signedBy = Optional.of(11)),
                rule(
                        "issuer's name",
                        "6.1.3 a 4",
                        ANY,
                        NO_CERTIFICATE_CHAIN_FOUND,
                        asItIs,
                        (plan, place) -> plan.at(place).issuer = Optional.of(Plan.name("CN=Somebody,O=VDX,C=TH"))),
                rule(
                        "issuer's name in other letters, spaces and string type",
                        "7.1",
                        ANY,
                        NO_CERTIFICATE_CHAIN_FOUND,
                        (plan, place) -> plan.at(place).issuer = Optional.of(respelled(plan.at(place - 1).subject, "")),
                        (plan, place) ->
                                plan.at(place).issuer = Optional.of(respelled(plan.at(place - 1).subject, "x"))),
                rule(
                        "issuer's name in another order",
                        "7.1",
                        ANY,
                        NO_CERTIFICATE_CHAIN_FOUND,
                        asItIs,
                        (plan, place) -> plan.at(place).issuer = Optional.of(reversed(plan.at(place - 1).subject))));
    }

    /** The same name to RFC 5280, 7.1: other case, more spaces, UTF8String for PrintableString; unless something is added. */
    private static X500Name respelled(X500Name name, String added) {
        X500NameBuilder builder = new X500NameBuilder();
        for (var rdn : name.getRDNs()) {
            String value = rdn.getFirst().getValue().toString();
            boolean common = rdn.getFirst().getType().equals(BCStyle.CN);
            builder.addRDN(
                    rdn.getFirst().getType(),
                    new DERUTF8String(common ? "  " + value.toUpperCase(Locale.ROOT) + added + " " : value));
        }
        return builder.build();
    }

    private static X500Name reversed(X500Name name) {
        X500NameBuilder builder = new X500NameBuilder();
        for (int i = name.getRDNs().length - 1; i >= 0; i--) {
            builder.addRDN(name.getRDNs()[i].getFirst());
        }
        return builder.build();
    }

    private static List<Rule> validity() {
        return List.of(
                rule(
                        "signing certificate not expired",
                        "6.1.3 a 2",
                        LEAF,
                        OUT_OF_BOUNDS_NO_POE,
                        (plan, place) -> plan.at(place).until = Plan.NOW.plusSeconds(1),
                        (plan, place) -> plan.at(place).until = Plan.NOW.minusSeconds(1)),
                rule(
                                "signing certificate begun",
                                "6.1.3 a 2",
                                LEAF,
                                NOT_YET_VALID,
                                (plan, place) -> plan.at(place).from = Plan.NOW,
                                (plan, place) -> plan.at(place).from = Plan.NOW.plusSeconds(1))
                        .failing(),
                rule(
                        "authority not expired",
                        "6.1.3 a 2",
                        AUTHORITY,
                        OUT_OF_BOUNDS_NO_POE,
                        (plan, place) -> plan.at(place).until = Plan.NOW.plusSeconds(1),
                        (plan, place) -> plan.at(place).until = Plan.NOW.minusSeconds(1)),
                rule(
                        "authority begun",
                        "6.1.3 a 2",
                        AUTHORITY,
                        CERTIFICATE_CHAIN_GENERAL_FAILURE,
                        (plan, place) -> plan.at(place).from = Plan.NOW,
                        (plan, place) -> plan.at(place).from = Plan.NOW.plusSeconds(1)));
    }

    // Name constraints, 4.2.1.10.

    private static List<Rule> nameConstraints() {
        List<Rule> rules = new ArrayList<>();
        GeneralName our = directory("O=VDX,C=TH");
        rules.add(onSubject("permitted directory name", permitted(our), "CN=Land Seal,OU=Land,O=Other,C=TH"));
        rules.add(onSubject("permitted directory name, longer than the subject", permitted(our), "C=TH"));
        rules.add(onSubject(
                "excluded directory name", excluded(directory("OU=Tax,O=VDX,C=TH")), "CN=Land Seal,OU=Tax,O=VDX,C=TH"));
        rules.add(onSubject(
                "excluded directory name in other letters",
                excluded(directory("OU=TAX,O=vdx,C=TH")),
                "CN=Land Seal,OU=Tax,O=VDX,C=TH"));
        rules.add(onName("permitted DNS name", permitted(dns("go.th")), dns("land.go.th"), dns("land.co.th")));
        rules.add(onName("permitted DNS name, whole labels", permitted(dns("go.th")), dns("go.th"), dns("evilgo.th")));
        rules.add(onName("excluded DNS name", excluded(dns("tax.go.th")), dns("land.go.th"), dns("a.tax.go.th")));
        rules.add(onName("permitted mail host", permitted(mail("go.th")), mail("a@go.th"), mail("a@land.go.th")));
        rules.add(onName("permitted mail domain", permitted(mail(".go.th")), mail("a@land.go.th"), mail("a@go.th")));
        rules.add(onName("permitted mailbox", permitted(mail("a@go.th")), mail("a@go.th"), mail("b@go.th")));
        rules.add(onName("excluded mail host", excluded(mail("tax.go.th")), mail("a@go.th"), mail("a@tax.go.th")));
        rules.add(onName(
                "permitted URI host",
                permitted(uri("land.go.th")),
                uri("https://land.go.th/x"),
                uri("https://tax.go.th/x")));
        rules.add(onName(
                "permitted URI domain", permitted(uri(".go.th")), uri("https://land.go.th/x"), uri("https://go.th/x")));
        rules.add(onName(
                "excluded URI domain",
                excluded(uri(".tax.go.th")),
                uri("https://land.go.th"),
                uri("https://a.tax.go.th")));
        rules.add(onName(
                "permitted IPv4 range", permitted(ip(10, 1, 0, 0, 255, 255, 0, 0)), ip(10, 1, 2, 3), ip(10, 2, 2, 3)));
        rules.add(onName(
                "excluded IPv4 range", excluded(ip(10, 1, 0, 0, 255, 255, 0, 0)), ip(10, 2, 2, 3), ip(10, 1, 2, 3)));
        rules.add(onName("permitted IPv6 range", permitted(ip(six(32, 1, 255))), ip(six(32, 1)), ip(six(32, 2))));
        rules.add(onName(
                "permitted alternative directory name",
                permitted(our),
                directory("CN=a,O=VDX,C=TH"),
                directory("CN=a,O=W,C=TH")));
        rules.add(onName(
                "other kind of name than constrained",
                permitted(dns("go.th")),
                mail("a@evil.example"),
                dns("evil.example")));
        rules.add(onName(
                "one of several alternative names",
                permitted(dns("go.th")),
                new GeneralNames(new GeneralName[] {dns("a.go.th"), dns("b.go.th")}),
                new GeneralNames(new GeneralName[] {dns("a.go.th"), dns("evil.example")})));
        rules.add(rule(
                "mail address in the subject",
                "4.2.1.10",
                AUTHORITY,
                CHAIN_CONSTRAINTS_FAILURE,
                (plan, place) -> {
                    plan.at(place).with(Extension.nameConstraints, true, permitted(mail("go.th")));
                    plan.at(plan.leaf()).subject = Plan.name("EMAILADDRESS=a@go.th,CN=Land Seal,O=VDX,C=TH");
                },
                (plan, place) -> {
                    plan.at(place).with(Extension.nameConstraints, true, permitted(mail("go.th")));
                    plan.at(plan.leaf()).subject = Plan.name("EMAILADDRESS=a@evil.example,CN=Land Seal,O=VDX,C=TH");
                }));
        rules.add(rule(
                "constraints of two authorities intersect",
                "6.1.4 g",
                BEFORE_AUTHORITY,
                CHAIN_CONSTRAINTS_FAILURE,
                (plan, place) -> intersecting(plan, place, "a.land.go.th"),
                (plan, place) -> intersecting(plan, place, "b.go.th")));
        rules.add(rule(
                "constraints bind authorities below too",
                "6.1.3 b",
                BEFORE_AUTHORITY.and((plan, place) -> !plan.at(place).subject.equals(plan.at(place + 1).subject)),
                CHAIN_CONSTRAINTS_FAILURE,
                (plan, place) -> plan.at(place).with(Extension.nameConstraints, true, excluded(directory("O=W,C=TH"))),
                (plan, place) ->
                        plan.at(place).with(Extension.nameConstraints, true, excluded(nameOf(plan, place + 1)))));
        rules.add(rule(
                "a self-issued authority is not bound, who it issues to is",
                "6.1.3 b",
                BEFORE_AUTHORITY.and((plan, place) -> plan.at(place).subject.equals(plan.at(place + 1).subject)),
                CHAIN_CONSTRAINTS_FAILURE,
                (plan, place) ->
                        plan.at(place).with(Extension.nameConstraints, true, excluded(nameOf(plan, place + 1))),
                (plan, place) -> plan.at(place).with(Extension.nameConstraints, true, excluded(directory("C=TH")))));
        rules.add(rule(
                "name constraints of the anchor",
                "RFC 5937, 3.2",
                ANCHOR,
                CHAIN_CONSTRAINTS_FAILURE,
                (plan, place) -> plan.at(0).with(Extension.nameConstraints, true, permitted(our)),
                (plan, place) -> plan.at(0).with(Extension.nameConstraints, true, permitted(directory("O=W,C=TH")))));
        rules.add(rule(
                "constraint on a kind of name that cannot be compared",
                "4.2.1.10",
                AUTHORITY,
                CHAIN_CONSTRAINTS_FAILURE,
                (plan, place) -> plan.at(place).with(Extension.nameConstraints, true, permitted(other(1))),
                (plan, place) -> {
                    plan.at(place).with(Extension.nameConstraints, true, permitted(other(1)));
                    plan.at(plan.leaf()).with(Extension.subjectAlternativeName, false, new GeneralNames(other(2)));
                }));
        return rules;
    }

    private static void intersecting(Plan plan, int place, String name) {
        plan.at(place).with(Extension.nameConstraints, true, permitted(dns("go.th")));
        plan.at(place + 1).with(Extension.nameConstraints, true, permitted(dns("land.go.th")));
        plan.at(plan.leaf()).with(Extension.subjectAlternativeName, false, new GeneralNames(dns(name)));
    }

    private static GeneralName nameOf(Plan plan, int place) {
        return new GeneralName(plan.at(place).subject);
    }

    private static Rule onSubject(String name, NameConstraints constraints, String forbidden) {
        return rule(
                name,
                "4.2.1.10",
                AUTHORITY,
                CHAIN_CONSTRAINTS_FAILURE,
                (plan, place) -> plan.at(place).with(Extension.nameConstraints, true, constraints),
                (plan, place) -> {
                    plan.at(place).with(Extension.nameConstraints, true, constraints);
                    plan.at(plan.leaf()).subject = Plan.name(forbidden);
                });
    }

    private static Rule onName(String name, NameConstraints constraints, GeneralName allowed, GeneralName forbidden) {
        return onName(name, constraints, new GeneralNames(allowed), new GeneralNames(forbidden));
    }

    private static Rule onName(String name, NameConstraints constraints, GeneralNames allowed, GeneralNames forbidden) {
        return rule(
                name,
                "4.2.1.10",
                AUTHORITY,
                CHAIN_CONSTRAINTS_FAILURE,
                (plan, place) -> named(plan, place, constraints, allowed),
                (plan, place) -> named(plan, place, constraints, forbidden));
    }

    private static void named(Plan plan, int place, NameConstraints constraints, GeneralNames names) {
        plan.at(place).with(Extension.nameConstraints, true, constraints);
        plan.at(plan.leaf()).with(Extension.subjectAlternativeName, false, names);
    }

    private static NameConstraints permitted(GeneralName name) {
        return new NameConstraints(new GeneralSubtree[] {new GeneralSubtree(name)}, null);
    }

    private static NameConstraints excluded(GeneralName name) {
        return new NameConstraints(null, new GeneralSubtree[] {new GeneralSubtree(name)});
    }

    private static GeneralName directory(String name) {
        return new GeneralName(Plan.name(name));
    }

    private static GeneralName dns(String name) {
        return new GeneralName(GeneralName.dNSName, name);
    }

    private static GeneralName mail(String name) {
        return new GeneralName(GeneralName.rfc822Name, name);
    }

    private static GeneralName uri(String name) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, name);
    }

    private static GeneralName ip(int... bytes) {
        byte[] value = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            value[i] = (byte) bytes[i];
        }
        return new GeneralName(GeneralName.iPAddress, new DEROctetString(value));
    }

    /** An IPv6 address that begins with these two bytes; with a mask of as many, if one is given. */
    private static int[] six(int first, int second, int... mask) {
        int[] bytes = new int[mask.length == 0 ? 16 : 32];
        bytes[0] = first;
        bytes[1] = second;
        if (mask.length > 0) {
            bytes[16] = mask[0];
            bytes[17] = mask[0];
        }
        return bytes;
    }

    private static GeneralName other(int value) {
        return new GeneralName(GeneralName.otherName, new DERSequence(new ASN1Encodable[] {
            UNKNOWN, new DERTaggedObject(true, 0, new ASN1Integer(value))
        }));
    }

    // Certificate policies, 4.2.1.4, 4.2.1.5, 4.2.1.11, 4.2.1.14.

    private static List<Rule> policies() {
        return List.of(
                rule(
                        "explicit policy required",
                        "6.1.5 g",
                        AUTHORITY,
                        CHAIN_CONSTRAINTS_FAILURE,
                        (plan, place) -> {
                            everywhere(plan, POLICY);
                            explicit(plan, place, 0);
                        },
                        (plan, place) -> explicit(plan, place, 0)),
                rule(
                        "explicit policy, another than the issuer's",
                        "6.1.3 d",
                        AUTHORITY,
                        CHAIN_CONSTRAINTS_FAILURE,
                        (plan, place) -> {
                            everywhere(plan, POLICY);
                            explicit(plan, place, 0);
                        },
                        (plan, place) -> {
                            everywhere(plan, POLICY);
                            policy(plan, plan.leaf(), OTHER_POLICY);
                            explicit(plan, place, 0);
                        }),
                rule(
                        "explicit policy only after some certificates",
                        "6.1.4 i 1",
                        AUTHORITY,
                        CHAIN_CONSTRAINTS_FAILURE,
                        (plan, place) -> explicit(plan, place, 9),
                        (plan, place) -> explicit(plan, place, 0)),
                rule(
                        "explicit policy set by the signing certificate itself",
                        "6.1.5 b",
                        LEAF,
                        CHAIN_CONSTRAINTS_FAILURE,
                        (plan, place) -> {
                            everywhere(plan, POLICY);
                            explicit(plan, place, 0);
                        },
                        (plan, place) -> explicit(plan, place, 0)),
                rule(
                        "anyPolicy of an authority",
                        "6.1.3 d 2",
                        AUTHORITY,
                        CHAIN_CONSTRAINTS_FAILURE,
                        (plan, place) -> {
                            everywhere(plan, POLICY);
                            policy(plan, place, ANY_POLICY);
                            explicit(plan, place, 0);
                        },
                        (plan, place) -> {
                            everywhere(plan, POLICY);
                            policy(plan, place, ANY_POLICY);
                            explicit(plan, place, 0);
                            plan.at(plan.leaf()).without(Extension.certificatePolicies);
                        }),
                rule(
                        "inhibited anyPolicy",
                        "6.1.4 j",
                        NEXT_IS_LEAF,
                        CHAIN_CONSTRAINTS_FAILURE,
                        (plan, place) -> {
                            everywhere(plan, POLICY);
                            explicit(plan, place, 0);
                            plan.at(place).with(Extension.inhibitAnyPolicy, true, new ASN1Integer(1));
                            policy(plan, plan.leaf(), ANY_POLICY);
                        },
                        (plan, place) -> {
                            everywhere(plan, POLICY);
                            explicit(plan, place, 0);
                            plan.at(place).with(Extension.inhibitAnyPolicy, true, new ASN1Integer(0));
                            policy(plan, plan.leaf(), ANY_POLICY);
                        }),
                rule(
                        "policy mapping",
                        "6.1.4 b",
                        NEXT_IS_LEAF,
                        CHAIN_CONSTRAINTS_FAILURE,
                        (plan, place) -> {
                            everywhere(plan, POLICY);
                            explicit(plan, place, 0);
                            map(plan, place, POLICY, OTHER_POLICY);
                            policy(plan, plan.leaf(), OTHER_POLICY);
                        },
                        (plan, place) -> {
                            everywhere(plan, POLICY);
                            explicit(plan, place, 0);
                            map(plan, place, POLICY, OTHER_POLICY);
                        }),
                rule(
                        "policy mapping inhibited above",
                        "6.1.4 b 2",
                        NEXT_IS_LEAF.and((plan, place) -> place > 1 && !TWO_OF_ONE_NAME.test(plan, place)),
                        CHAIN_CONSTRAINTS_FAILURE,
                        (plan, place) -> {
                            everywhere(plan, POLICY);
                            map(plan, place, POLICY, OTHER_POLICY);
                            plan.at(place - 1)
                                    .with(
                                            Extension.policyConstraints,
                                            true,
                                            new PolicyConstraints(BigInteger.ZERO, BigInteger.ONE));
                            policy(plan, plan.leaf(), OTHER_POLICY);
                        },
                        (plan, place) -> {
                            everywhere(plan, POLICY);
                            map(plan, place, POLICY, OTHER_POLICY);
                            plan.at(place - 1)
                                    .with(
                                            Extension.policyConstraints,
                                            true,
                                            new PolicyConstraints(BigInteger.ZERO, BigInteger.ZERO));
                            policy(plan, plan.leaf(), OTHER_POLICY);
                        }),
                rule(
                        "mapping to or from anyPolicy",
                        "6.1.4 a",
                        AUTHORITY,
                        CHAIN_CONSTRAINTS_FAILURE,
                        (plan, place) -> {
                            everywhere(plan, POLICY);
                            map(plan, place, POLICY, OTHER_POLICY);
                        },
                        (plan, place) -> {
                            everywhere(plan, POLICY);
                            map(plan, place, ANY_POLICY, POLICY);
                        }),
                rule(
                        "a self-issued certificate does not count for explicit policy",
                        "6.1.4 h",
                        TWO_OF_ONE_NAME,
                        CHAIN_CONSTRAINTS_FAILURE,
                        (plan, place) -> explicit(plan, place - 1, 2),
                        (plan, place) -> explicit(plan, place - 1, 1)),
                rule(
                        "policy qualifiers",
                        "4.2.1.4",
                        ANY,
                        CHAIN_CONSTRAINTS_FAILURE,
                        (plan, place) -> qualified(plan, place, false, PolicyQualifierId.id_qt_cps),
                        (plan, place) -> qualified(plan, place, true, UNKNOWN)));
    }

    private static void qualified(Plan plan, int place, boolean critical, ASN1ObjectIdentifier qualifier) {
        everywhere(plan, POLICY);
        PolicyQualifierInfo info = new PolicyQualifierInfo(qualifier, new DERIA5String("https://vdx.example/cps"));
        plan.at(place)
                .with(
                        Extension.certificatePolicies,
                        critical,
                        new CertificatePolicies(new PolicyInformation(POLICY, new DERSequence(info))));
    }

    private static void everywhere(Plan plan, ASN1ObjectIdentifier policy) {
        for (int place = 1; place <= plan.leaf(); place++) {
            policy(plan, place, policy);
        }
    }

    private static void policy(Plan plan, int place, ASN1ObjectIdentifier policy) {
        plan.at(place)
                .with(Extension.certificatePolicies, false, new CertificatePolicies(new PolicyInformation(policy)));
    }

    private static void explicit(Plan plan, int place, int after) {
        plan.at(place).with(Extension.policyConstraints, true, new PolicyConstraints(BigInteger.valueOf(after), null));
    }

    private static void map(Plan plan, int place, ASN1ObjectIdentifier from, ASN1ObjectIdentifier to) {
        plan.at(place)
                .with(
                        Extension.policyMappings,
                        true,
                        new PolicyMappings(CertPolicyId.getInstance(from), CertPolicyId.getInstance(to)));
    }

    // Basic constraints and key usage, 6.1.4 k to n.

    private static List<Rule> authority() {
        return List.of(
                rule(
                        "basic constraints present",
                        "6.1.4 k",
                        AUTHORITY,
                        NO_CERTIFICATE_CHAIN_FOUND,
                        (plan, place) -> {},
                        (plan, place) -> plan.at(place).without(Extension.basicConstraints)),
                rule(
                        "basic constraints say authority",
                        "6.1.4 k",
                        AUTHORITY,
                        NO_CERTIFICATE_CHAIN_FOUND,
                        (plan, place) ->
                                plan.at(place).with(Extension.basicConstraints, false, new BasicConstraints(true)),
                        (plan, place) ->
                                plan.at(place).with(Extension.basicConstraints, true, new BasicConstraints(false))),
                rule(
                        "version 1 authority",
                        "6.1.4 k",
                        AUTHORITY,
                        NO_CERTIFICATE_CHAIN_FOUND,
                        (plan, place) -> plan.at(0).version = 1,
                        (plan, place) -> plan.at(place).version = 1),
                rule(
                        "path length",
                        "6.1.4 l m",
                        AUTHORITY,
                        CHAIN_CONSTRAINTS_FAILURE,
                        (plan, place) -> plan.at(place)
                                .with(Extension.basicConstraints, true, new BasicConstraints(following(plan, place))),
                        (plan, place) -> {
                            if (following(plan, place) == 0) {
                                // One more authority below it.
                                plan.path.add(place + 1, CertificateDraft.authority("CN=Extra CA,O=VDX,C=TH", 7));
                            }
                            plan.at(place)
                                    .with(
                                            Extension.basicConstraints,
                                            true,
                                            new BasicConstraints(following(plan, place) - 1));
                        }),
                rule(
                        "key usage of an authority",
                        "6.1.4 n",
                        AUTHORITY,
                        NO_CERTIFICATE_CHAIN_FOUND,
                        (plan, place) -> plan.at(place).without(Extension.keyUsage),
                        (plan, place) -> plan.at(place)
                                .with(
                                        Extension.keyUsage,
                                        true,
                                        new KeyUsage(KeyUsage.cRLSign | KeyUsage.digitalSignature))),
                rule(
                        "key usage of the signing certificate",
                        "4.2.1.3",
                        LEAF,
                        CHAIN_CONSTRAINTS_FAILURE,
                        (plan, place) ->
                                plan.at(place).with(Extension.keyUsage, true, new KeyUsage(KeyUsage.nonRepudiation)),
                        (plan, place) -> plan.at(place)
                                .with(
                                        Extension.keyUsage,
                                        true,
                                        new KeyUsage(KeyUsage.keyEncipherment | KeyUsage.keyAgreement))),
                rule(
                        "an end entity as anchor issues nothing",
                        "6.1.1 d",
                        ANCHOR.and((plan, place) -> plan.leaf() == 1),
                        NO_CERTIFICATE_CHAIN_FOUND,
                        (plan, place) -> {},
                        (plan, place) -> plan.path.set(0, CertificateDraft.leaf("CN=Root CA,O=VDX,C=TH", 0))),
                rule(
                        "an anchor not for signing certificates issues nothing",
                        "4.2.1.3",
                        ANCHOR,
                        NO_CERTIFICATE_CHAIN_FOUND,
                        (plan, place) -> plan.at(0)
                                .with(
                                        Extension.keyUsage,
                                        true,
                                        new KeyUsage(
                                                KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature)),
                        (plan, place) -> plan.at(0)
                                .with(
                                        Extension.keyUsage,
                                        true,
                                        new KeyUsage(KeyUsage.cRLSign | KeyUsage.digitalSignature))));
    }

    /** How many authorities that are not self-issued follow this one. */
    private static int following(Plan plan, int place) {
        int count = 0;
        for (int i = place + 1; i < plan.leaf(); i++) {
            if (!plan.at(i).subject.equals(plan.at(i - 1).subject)) {
                count++;
            }
        }
        return count;
    }

    private static List<Rule> criticalExtensions() {
        return List.of(
                rule(
                        "unknown critical extension",
                        "6.1.4 o, 6.1.5 f",
                        ANY,
                        CERTIFICATE_CHAIN_GENERAL_FAILURE,
                        (plan, place) -> plan.at(place).with(UNKNOWN, false, DERNull.INSTANCE),
                        (plan, place) -> plan.at(place).with(UNKNOWN, true, DERNull.INSTANCE)),
                rule(
                        "extended key usage, whatever it is, but no other extension",
                        "4.2.1.12",
                        ANY,
                        CERTIFICATE_CHAIN_GENERAL_FAILURE,
                        (plan, place) -> plan.at(place)
                                .with(
                                        Extension.extendedKeyUsage,
                                        true,
                                        new ExtendedKeyUsage(KeyPurposeId.id_kp_emailProtection)),
                        (plan, place) ->
                                plan.at(place).with(Extension.subjectDirectoryAttributes, true, new DERSequence())),
                rule(
                        "critical alternative name",
                        "4.2.1.6",
                        LEAF,
                        CERTIFICATE_CHAIN_GENERAL_FAILURE,
                        (plan, place) -> plan.at(place)
                                .with(Extension.subjectAlternativeName, true, new GeneralNames(mail("a@go.th"))),
                        (plan, place) -> plan.at(place).with(UNKNOWN, true, new DERUTF8String("x"))),
                rule(
                        "a name constraint critical or not binds",
                        "6.1.4 g",
                        AUTHORITY,
                        CHAIN_CONSTRAINTS_FAILURE,
                        (plan, place) -> plan.at(place)
                                .with(Extension.nameConstraints, false, permitted(directory("O=VDX,C=TH"))),
                        (plan, place) -> plan.at(place)
                                .with(Extension.nameConstraints, false, permitted(directory("O=W,C=TH")))));
    }

    // Cross certificates and self-issued ones: it takes one good path.

    private static List<Rule> severalPaths() {
        return List.of(
                rule(
                        "two paths, one good",
                        "6.1",
                        NEXT_IS_LEAF.and((plan, place) -> place == 1),
                        CHAIN_CONSTRAINTS_FAILURE,
                        (plan, place) -> cross(plan, false),
                        (plan, place) -> cross(plan, true)),
                rule(
                        "two anchors of one key, one constrained",
                        "6.1",
                        ANCHOR,
                        CHAIN_CONSTRAINTS_FAILURE,
                        (plan, place) -> {
                            plan.moreAnchors.add(CertificateDraft.authority("CN=Root CA,O=VDX,C=TH", 0)
                                    .with(Extension.nameConstraints, true, permitted(directory("O=W,C=TH"))));
                        },
                        (plan, place) -> {
                            NameConstraints constraints = permitted(directory("O=W,C=TH"));
                            plan.at(0).with(Extension.nameConstraints, true, constraints);
                            plan.moreAnchors.add(CertificateDraft.authority("CN=Root CA,O=VDX,C=TH", 0)
                                    .with(Extension.nameConstraints, false, constraints));
                        }),
                rule(
                        "namesakes of an issuer",
                        "6.1",
                        NEXT_IS_LEAF,
                        CHAIN_CONSTRAINTS_FAILURE,
                        (plan, place) -> {
                            namesake(plan, place, 10);
                            namesake(plan, place, 11);
                        },
                        (plan, place) -> {
                            namesake(plan, place, 10);
                            plan.at(place).with(Extension.nameConstraints, true, permitted(directory("O=W,C=TH")));
                        }));
    }

    private static void namesake(Plan plan, int place, int key) {
        CertificateDraft other = CertificateDraft.authority("CN=Issuing CA,O=VDX,C=TH", key);
        other.subject = plan.at(place).subject;
        plan.beside.add(new Plan.Beside(other, plan.at(place - 1)));
    }

    /** The issuing authority certified a second time, by another root; in both ways only with constraints, if both are bad. */
    private static void cross(Plan plan, boolean bad) {
        NameConstraints constraints = permitted(directory("O=W,C=TH"));
        CertificateDraft root = CertificateDraft.authority("CN=Old Root,O=VDX,C=TH", 10);
        plan.moreAnchors.add(root);
        CertificateDraft second = CertificateDraft.authority("CN=Issuing CA,O=VDX,C=TH", plan.at(1).key);
        plan.beside.add(new Plan.Beside(second, root));
        plan.at(1).with(Extension.nameConstraints, true, constraints);
        if (bad) {
            second.with(Extension.nameConstraints, true, constraints);
        }
    }
}
