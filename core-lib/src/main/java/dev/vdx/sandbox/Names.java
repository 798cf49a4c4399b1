package dev.vdx.sandbox;

/** Distinguished names of the sandbox. Fictional, and every one says SANDBOX. */
final class Names {
    static final String ROOT = "C=TH, O=SANDBOX หน่วยงานสมมติ, CN=SANDBOX Root CA";
    static final String AGENCIES = "C=TH, O=SANDBOX หน่วยงานสมมติ, CN=SANDBOX Agencies CA";
    static final String TSA_ROOT = "C=TH, O=SANDBOX Time, CN=SANDBOX Time-stamp Root CA";
    static final String TSA = "C=TH, O=SANDBOX Time, CN=SANDBOX Time-stamp Authority";
    static final String AGENCY_A =
            "C=TH, O=SANDBOX Agency A สำนักทะเบียนทดลอง ก, organizationIdentifier=NTRTH-SANDBOX-A,"
                    + " CN=SANDBOX Agency A seal ตราสำนักทะเบียนทดลอง ก";
    static final String AGENCY_B = "C=TH, O=SANDBOX Agency B กรมทดลอง ข, organizationIdentifier=NTRTH-SANDBOX-B,"
            + " CN=SANDBOX Agency B seal ตรากรมทดลอง ข";
    static final String DIRECTORY = "C=TH, O=SANDBOX Exchange ศูนย์แลกเปลี่ยนทดลอง,"
            + " organizationIdentifier=NTRTH-SANDBOX-X, CN=SANDBOX Directory";

    private Names() {}

    static String responder(String authority) {
        return "C=TH, O=SANDBOX, CN=SANDBOX OCSP responder for " + authority;
    }
}
