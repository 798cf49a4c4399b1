package dev.vdx.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/** The sandbox's directory of parties. Its names are constants without quotes or backslashes, so nothing is escaped. */
final class Directory {
    private static final Duration LIFE = Duration.ofDays(365);

    private Directory() {}

    static String json(Sandbox sandbox, Instant now) {
        Instant issued = now.truncatedTo(ChronoUnit.SECONDS);
        return """
                {
                  "vdx": 1,
                  "directory": "SANDBOX",
                  "sequence": 1,
                  "issued": "%s",
                  "validUntil": "%s",
                  "parties": [
                %s,
                %s
                  ]
                }
                """.formatted(
                issued,
                issued.plus(LIFE),
                party(sandbox, "agency-a", "NTRTH-SANDBOX-A", "SANDBOX Agency A", "SANDBOX สำนักทะเบียนทดลอง ก"),
                party(sandbox, "agency-b", "NTRTH-SANDBOX-B", "SANDBOX Agency B", "SANDBOX กรมทดลอง ข"));
    }

    private static String party(Sandbox sandbox, String agency, String identifier, String english, String thai) {
        byte[] certificate = Crypto.encoded(sandbox.agency(agency).certificate());
        return """
                    {
                      "party": "sandbox:%s",
                      "names": {"en": "%s", "th": "%s"},
                      "organizationIdentifier": "%s",
                      "sealCertificates": ["%s"]
                    }""".formatted(
                        agency, english, thai, identifier, Base64.getEncoder().encodeToString(certificate));
    }
}
