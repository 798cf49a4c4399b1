package dev.vdx.cms;

import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.cmp.PKIFreeText;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;

/** What a time-stamp authority answers (RFC 3161, 2.4.2). */
public final class TimestampResponse {
    private static final int GRANTED = 0;
    private static final int GRANTED_WITH_MODS = 1;
    private static final List<String> STATUS = List.of(
            "granted", "grantedWithMods", "rejection", "waiting", "revocationWarning", "revocationNotification");
    private static final Map<Integer, String> FAILURES = Map.of(
            0, "badAlg",
            2, "badRequest",
            5, "badDataFormat",
            14, "timeNotAvailable",
            15, "unacceptedPolicy",
            16, "unacceptedExtension",
            17, "addInfoNotAvailable",
            25, "systemFailure");
    private static final int LONGEST_TEXT = 200;

    private TimestampResponse() {}

    /**
     * The token of an answer, checked against the request ({@link TimestampToken#requireSound}).
     *
     * @param der DER of TimeStampResp, the body of an {@code application/timestamp-reply}
     * @return the token, in definite lengths
     * @throws SigningException TIMESTAMP_REFUSED with status and reason; TIMESTAMP_UNSOUND if it is no sound answer
     */
    public static byte[] token(byte[] der, TimestampRequest request) throws SigningException {
        byte[] token = granted(der);
        TimestampToken.requireSound(token, request.algorithm(), request.digest(), request.nonce());
        requirePolicy(token, request);
        return token;
    }

    private static byte[] granted(byte[] der) throws SigningException {
        List<String> refused = new ArrayList<>();
        byte[] token = {};
        try {
            ASN1Sequence answer = ASN1Sequence.getInstance(Asn1.parse(der));
            refused = Asn1.reading("TimeStampResp", () -> refusal(PKIStatusInfo.getInstance(answer.getObjectAt(0))));
            if (refused.isEmpty()) {
                token = Asn1.reading("TimeStampResp", () -> Asn1.inOrder(answer.getObjectAt(1)));
            }
        } catch (CmsException e) {
            throw new SigningException(
                    e, SigningProblem.TIMESTAMP_UNSOUND, e.finding().details().toString());
        } catch (IllegalArgumentException e) {
            throw new SigningException(e, SigningProblem.TIMESTAMP_UNSOUND, "not a time-stamp response");
        }
        if (!refused.isEmpty()) {
            throw new SigningException(SigningProblem.TIMESTAMP_REFUSED, refused.toArray(String[]::new));
        }
        return token;
    }

    /** Status, reason and words of a refusal; empty where it is none. */
    private static List<String> refusal(PKIStatusInfo info) {
        int status = info.getStatusObject().intValueExact();
        if (status == GRANTED || status == GRANTED_WITH_MODS) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        words.add(status > 0 && status < STATUS.size() ? STATUS.get(status) : "status " + status);
        ASN1BitString failures = info.getFailInfo();
        if (failures != null) {
            FAILURES.keySet().stream()
                    .sorted()
                    .filter(bit -> isSet(failures.getBytes(), bit))
                    .forEach(bit -> words.add(FAILURES.get(bit)));
        }
        PKIFreeText text = info.getStatusString();
        if (text != null && text.size() > 0) {
            String said = text.getStringAtUTF8(0).getString();
            words.add(said.substring(0, Math.min(said.length(), LONGEST_TEXT)));
        }
        return words;
    }

    private static boolean isSet(byte[] bits, int index) {
        return index / 8 < bits.length && (bits[index / 8] & 0x80 >> index % 8) != 0;
    }

    private static void requirePolicy(byte[] token, TimestampRequest request) throws SigningException {
        try {
            String policy = TimestampToken.parse(token).policy();
            if (!request.policy().orElse(policy).equals(policy)) {
                throw new SigningException(SigningProblem.TIMESTAMP_UNSOUND, "another policy: " + policy);
            }
        } catch (CmsException e) {
            throw new SigningException(
                    e, SigningProblem.TIMESTAMP_UNSOUND, e.finding().details().toString());
        }
    }
}
