package dev.vdx.exchange;

import dev.vdx.key.SigningKey;
import dev.vdx.model.SigningException;
import java.time.Clock;

/** Receipts as they travel: JAdES, compact ({@code spec/exchange.md}, 4). */
public final class SignedReceipt {
    private SignedReceipt() {}

    /**
     * Signs one, at its own time.
     *
     * @throws SigningException if the key does not
     */
    public static String sign(Receipt receipt, SigningKey key) throws SigningException {
        return SignedJson.sign(ReceiptJson.write(receipt), key, receipt.time());
    }

    /**
     * What a receipt says, proven by nothing.
     *
     * @throws ExchangeException MALFORMED
     */
    public static Receipt claimed(String signed) throws ExchangeException {
        return ReceiptJson.read(SignedJson.claimed(signed));
    }

    /**
     * Verifies that the party who gives the receipt signed it.
     *
     * @param clock the validation time
     * @throws ExchangeException PARTY_UNKNOWN, SIGNATURE_INVALID, SIGNATURE_NOT_PROVEN, SIGNER_NOT_LISTED, MALFORMED
     */
    public static Receipt verify(String signed, Directory directory, Clock clock) throws ExchangeException {
        Receipt receipt = claimed(signed);
        SealTrust trust = SealTrust.of(directory, receipt.from());
        trust.require(SignedJson.verify(signed, trust.verifier(clock)));
        return receipt;
    }
}
