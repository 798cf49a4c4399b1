package dev.vdx.certificate;

import org.jspecify.annotations.Nullable;

/** A record or page description that cannot be used; the message says where and why. */
public final class CertificateException extends Exception {
    private static final long serialVersionUID = 1L;

    CertificateException(String why) {
        this(why, null);
    }

    CertificateException(String why, @Nullable Throwable cause) {
        super(why, cause);
    }
}
