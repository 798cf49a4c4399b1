package dev.vdx.cms;

import dev.vdx.model.SigningException;

/** What a time-stamp authority answers (RFC 3161, 2.4.2). */
public final class TimestampResponse {
    private TimestampResponse() {}

    /**
     * The token of an answer, checked against the request ({@link TimestampToken#requireSound}).
     *
     * @param der DER of TimeStampResp, the body of an {@code application/timestamp-reply}
     * @return DER of the token
     * @throws SigningException TIMESTAMP_REFUSED with status and reason; TIMESTAMP_UNSOUND if it is no sound answer
     */
    public static byte[] token(byte[] der, TimestampRequest request) throws SigningException {
        return NotYet.value();
    }
}
