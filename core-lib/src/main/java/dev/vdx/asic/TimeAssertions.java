package dev.vdx.asic;

import dev.vdx.cms.CmsException;
import dev.vdx.cms.EvidenceRecord;
import dev.vdx.cms.TimestampToken;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.TimestampKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The time-stamp tokens and evidence records of a container, held against what they cover (EN 319 162-1, 4.3.3.2 and 4.4). */
final class TimeAssertions {
    private static final String RECORD_WORD = "evidencerecord";
    private static final String RECORD = ".ers";
    private static final String XML_RECORD = ".xml";

    private final Entries entries;
    private final Coverages coverages;
    private final Coverage coverage;

    /** What the part of a container covers. */
    interface Coverage {
        Covered of(String part) throws AsicException, IOException;
    }

    TimeAssertions(Entries entries, Coverages coverages, Coverage coverage) {
        this.entries = entries;
        this.coverages = coverages;
        this.coverage = coverage;
    }

    /** The entries that hold them. */
    static List<String> parts(Entries entries) {
        List<String> parts = new ArrayList<>(entries.parts("timestamp", ".tst"));
        parts.addAll(records(entries));
        return parts;
    }

    /** The entries that hold evidence records. */
    static List<String> records(Entries entries) {
        List<String> parts = new ArrayList<>(entries.parts(RECORD_WORD, RECORD));
        parts.addAll(entries.parts(RECORD_WORD, XML_RECORD));
        return parts;
    }

    static boolean isRecord(String part) {
        return part.endsWith(RECORD) || part.endsWith(XML_RECORD);
    }

    /** By their times, and where these are equal those that cover more later; first those that are none. No more than that many. */
    List<TimeAssertion> oldestFirst(List<String> parts, int most) throws AsicException, IOException {
        List<TimeAssertion> all = new ArrayList<>();
        for (String part : parts) {
            Covered covered = coverage.of(part);
            try {
                if (part.endsWith(RECORD)) {
                    all.addAll(record(part, covered));
                } else if (part.endsWith(XML_RECORD)) {
                    all.add(none(
                            part, covered, Finding.of(FindingCode.EVIDENCE_RECORD_NOT_SUPPORTED, "XML (RFC 6283)")));
                } else {
                    all.add(token(part, covered));
                }
            } catch (CmsException e) {
                all.add(none(part, covered, why(e.finding())));
            }
            if (all.size() > most) {
                throw new AsicException(FindingCode.LIMIT_EXCEEDED, "signatures", most);
            }
        }
        all.sort(Comparator.comparing(TimeAssertion::time).thenComparingInt(each -> coverages.count(each.part())));
        return all;
    }

    private static Finding why(Finding found) {
        return found.code() == FindingCode.TIMESTAMP_INVALID
                ? Finding.of(FindingCode.SIGNATURE_MALFORMED, found.details().toArray())
                : found;
    }

    private static TimeAssertion none(String part, Covered covered, Finding why) {
        List<Finding> findings = new ArrayList<>(covered.findings());
        findings.add(why);
        return new TimeAssertion(part, part, covered, true, Optional.empty(), findings);
    }

    private TimeAssertion token(String part, Covered covered) throws CmsException, AsicException, IOException {
        TimestampToken token = TimestampToken.parse(entries.small(part));
        Map<DigestAlgorithm, byte[]> over = new EnumMap<>(DigestAlgorithm.class);
        if (token.imprintAlgorithm().isPresent() && !covered.name().isEmpty() && covered.intact()) {
            DigestAlgorithm algorithm = token.imprintAlgorithm().get();
            over.put(algorithm, entries.digest(covered.name(), algorithm));
        }
        return new TimeAssertion(
                part,
                part,
                covered,
                true,
                Optional.of(token.facts(TimestampKind.DOCUMENT, a -> Optional.ofNullable(over.get(a)))),
                covered.findings());
    }

    /** Over the data objects themselves: its manifest only says which. */
    private List<TimeAssertion> record(String part, Covered covered) throws CmsException, AsicException, IOException {
        EvidenceRecord record = EvidenceRecord.parse(entries.small(part));
        Map<DigestAlgorithm, List<byte[]>> over = new EnumMap<>(DigestAlgorithm.class);
        if (covered.intact()) {
            for (DigestAlgorithm algorithm : record.algorithms()) {
                List<byte[]> digests = new ArrayList<>();
                for (String name : covered.names()) {
                    digests.add(entries.digest(name, algorithm));
                }
                over.put(algorithm, digests);
            }
        }
        List<TimeAssertion> all = new ArrayList<>();
        for (EvidenceRecord.Stamp each : record.stamps(a -> over.getOrDefault(a, List.of()))) {
            List<Finding> findings = new ArrayList<>(covered.findings());
            findings.addAll(each.findings());
            String id = record.size() == 1 ? part : part + "#" + (all.size() + 1);
            all.add(new TimeAssertion(part, id, covered, each.overData(), Optional.of(each.facts()), findings));
        }
        return all;
    }
}
