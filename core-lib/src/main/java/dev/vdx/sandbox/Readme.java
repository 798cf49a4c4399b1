package dev.vdx.sandbox;

/** The text that explains a sandbox's folder. */
final class Readme {

    private Readme() {}

    static String text(Sandbox sandbox) {
        return """
                SANDBOX: test keys and certificates made by `vdx sandbox`. Never for real documents.
                SANDBOX: กุญแจและใบรับรองสำหรับทดสอบเท่านั้น ห้ามใช้กับเอกสารจริง

                anchors/root.pem          what a verifier trusts for signers      (vdx verify --trust anchors)
                tsa-anchors/root.pem      what a verifier trusts for time-stamps  (vdx verify --tsa-trust tsa-anchors)
                agencies/agency-a/        a seal with an RSA-2048 key: seal.p12, password.txt, seal.pem (the chain)
                agencies/agency-b/        a seal with a P-256 key
                pki/                      keys and certificates of the authorities, the time-stamp authority, the OCSP
                                          responders and the directory; port.txt
                pki/directory.p12         the directory's key again, with directory.password.txt, to sign a directory of your own
                                          (vdx-node directory sign)
                directory.json            the two agencies as parties of an exchange
                directory.jws             the same, signed by SANDBOX Directory (JAdES)
                                          (vdx verify --directory directory.jws --directory-trust pki/directory.pem)

                The certificates name this address, so serve it on this port:
                  vdx sandbox DIR --serve
                  time-stamps   %1$s/tsa
                  OCSP          %1$s/ocsp/agencies
                  CRL           %1$s/crl/agencies.crl
                """.formatted(sandbox.base());
    }
}
