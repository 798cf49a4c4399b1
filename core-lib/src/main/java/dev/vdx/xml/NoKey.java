package dev.vdx.xml;

import javax.xml.crypto.AlgorithmMethod;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.KeySelectorException;
import javax.xml.crypto.KeySelectorResult;
import javax.xml.crypto.XMLCryptoContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import org.jspecify.annotations.Nullable;

/** Java's XML signatures get no key from us: values are verified where all values are, in the key room. */
final class NoKey extends KeySelector {
    static final NoKey INSTANCE = new NoKey();

    private NoKey() {}

    @Override
    public KeySelectorResult select(
            @Nullable KeyInfo keyInfo, Purpose purpose, AlgorithmMethod method, XMLCryptoContext context)
            throws KeySelectorException {
        throw new KeySelectorException("no key");
    }
}
