package dev.vdx.model;

/** What revocation data says of one certificate. */
public enum RevocationStatus {
    GOOD,
    REVOKED,
    /** Suspended (certificateHold): it may come back. */
    ON_HOLD,
    UNKNOWN
}
