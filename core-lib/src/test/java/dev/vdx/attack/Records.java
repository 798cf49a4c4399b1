package dev.vdx.attack;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.sandbox.TestTsa;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.ers.ERSArchiveTimeStamp;
import org.bouncycastle.tsp.ers.ERSArchiveTimeStampGenerator;
import org.bouncycastle.tsp.ers.ERSByteData;
import org.bouncycastle.tsp.ers.ERSData;
import org.bouncycastle.tsp.ers.ERSDataGroup;
import org.bouncycastle.tsp.ers.ERSEvidenceRecord;
import org.bouncycastle.tsp.ers.ERSEvidenceRecordGenerator;
import org.bouncycastle.tsp.ers.ERSException;

/** Evidence records (RFC 4998): by Bouncy Castle's generators, and by hand such as these do not make. */
public final class Records {
    private static final DigestCalculatorProvider DIGESTS = digests();

    private Records() {}

    private static DigestCalculatorProvider digests() {
        try {
            return new JcaDigestCalculatorProviderBuilder().build();
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Data that belongs together. */
    public static ERSData group(byte[]... parts) {
        return new ERSDataGroup(
                Arrays.stream(parts).<ERSData>map(ERSByteData::new).toList());
    }

    /** Data alone. */
    public static ERSData alone(byte[] data) {
        return new ERSByteData(data);
    }

    /** A record for each of these, under one time-stamp. */
    public static List<byte[]> of(TestTsa tsa, DigestAlgorithm algorithm, ERSData... data)
            throws ERSException, TSPException, IOException, OperatorCreationException {
        ERSArchiveTimeStampGenerator generator = new ERSArchiveTimeStampGenerator(calculator(algorithm));
        generator.addAllData(List.of(data));
        TimeStampResponse answer = answer(tsa, generator.generateTimeStampRequest(requests()));
        List<byte[]> records = new ArrayList<>();
        for (ERSArchiveTimeStamp each : generator.generateArchiveTimeStamps(answer)) {
            records.add(new ERSEvidenceRecordGenerator(DIGESTS).generate(each).getEncoded());
        }
        return records;
    }

    /** With a further time-stamp over its last (5.2). */
    public static byte[] renewed(byte[] record, TestTsa tsa) throws ERSException, TSPException, IOException {
        ERSEvidenceRecord before = new ERSEvidenceRecord(record, DIGESTS);
        return before.renewTimeStamp(answer(tsa, before.generateTimeStampRenewalRequest(requests())))
                .getEncoded();
    }

    /** With a further chain, of another digest algorithm (5.2). */
    public static byte[] rehashed(byte[] record, TestTsa tsa, DigestAlgorithm algorithm, ERSData data)
            throws ERSException, TSPException, IOException, OperatorCreationException {
        ERSEvidenceRecord before = new ERSEvidenceRecord(record, DIGESTS);
        DigestCalculator calculator = calculator(algorithm);
        TimeStampResponse answer = answer(tsa, before.generateHashRenewalRequest(calculator, data, requests()));
        return before.renewHash(calculator, data, answer).getEncoded();
    }

    private static DigestCalculator calculator(DigestAlgorithm algorithm) throws OperatorCreationException {
        return DIGESTS.get(identifier(algorithm));
    }

    private static AlgorithmIdentifier identifier(DigestAlgorithm algorithm) {
        return new AlgorithmIdentifier(new ASN1ObjectIdentifier(algorithm.oid()));
    }

    private static TimeStampRequestGenerator requests() {
        TimeStampRequestGenerator requests = new TimeStampRequestGenerator();
        requests.setCertReq(true);
        return requests;
    }

    private static TimeStampResponse answer(TestTsa tsa, TimeStampRequest request) throws TSPException, IOException {
        return new TimeStampResponse(tsa.answer(request.getEncoded()));
    }

    /** An ArchiveTimeStamp by hand; without lists it has no tree. */
    static ASN1Encodable timestamp(DigestAlgorithm algorithm, byte[] token, byte[][]... lists) throws IOException {
        ASN1EncodableVector fields = new ASN1EncodableVector();
        fields.add(new DERTaggedObject(false, 0, identifier(algorithm)));
        if (lists.length > 0) {
            fields.add(new DERTaggedObject(
                    false,
                    2,
                    new DERSequence(Arrays.stream(lists)
                            .map(list -> new DERSequence(
                                    Arrays.stream(list).map(DEROctetString::new).toArray(ASN1Encodable[]::new)))
                            .toArray(ASN1Encodable[]::new))));
        }
        fields.add(ASN1Primitive.fromByteArray(token));
        return new DERSequence(fields);
    }

    /** An ArchiveTimeStampChain by hand. */
    static ASN1Encodable chain(ASN1Encodable... timestamps) {
        return new DERSequence(timestamps);
    }

    /** An EvidenceRecord by hand. */
    static byte[] record(List<DigestAlgorithm> algorithms, ASN1Encodable... chains) throws IOException {
        return record(1, algorithms, List.of(), chains);
    }

    /** One of another version, or with more fields before the time-stamps. */
    static byte[] record(
            int version, List<DigestAlgorithm> algorithms, List<ASN1Encodable> fields, ASN1Encodable... chains)
            throws IOException {
        ASN1EncodableVector all = new ASN1EncodableVector();
        all.add(new ASN1Integer(version));
        all.add(new DERSequence(algorithms.stream().map(Records::identifier).toArray(ASN1Encodable[]::new)));
        fields.forEach(all::add);
        all.add(new DERSequence(chains));
        return new DERSequence(all).getEncoded();
    }

    /** The ArchiveTimeStampChains of a record. */
    static List<ASN1Encodable> chains(byte[] record) {
        ASN1Sequence fields = ASN1Sequence.getInstance(record);
        return List.of(
                ASN1Sequence.getInstance(fields.getObjectAt(fields.size() - 1)).toArray());
    }
}
