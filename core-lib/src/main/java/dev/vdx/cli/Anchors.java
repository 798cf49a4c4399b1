package dev.vdx.cli;

import dev.vdx.trust.TrustAnchors;
import java.io.IOException;

/** Whom the command line says to trust. */
final class Anchors {
    private Anchors() {}

    static TrustAnchors of(Arguments arguments, String option) throws Refusal {
        TrustAnchors all = TrustAnchors.none();
        for (String name : arguments.values(option)) {
            try {
                all = all.and(TrustAnchors.load(Inputs.existing(name)));
            } catch (IOException e) {
                throw Refusal.input(
                        "cannot trust " + Reasons.of(e) + "; name a certificate, a folder of them or a trust store",
                        "ใช้เป็นที่เชื่อถือไม่ได้ " + Reasons.of(e)
                                + " ให้ระบุใบรับรอง โฟลเดอร์ของใบรับรอง หรือ trust store");
            }
        }
        return all;
    }
}
