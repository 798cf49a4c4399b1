package example;

import dev.vdx.Signer;
import dev.vdx.Verifier;
import dev.vdx.key.SigningKey;
import dev.vdx.model.Outcome;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import dev.vdx.trust.TrustAnchors;
import java.nio.file.Files;
import java.nio.file.Path;

/** Signs a PDF with an agency's key and verifies it: {@code SANDBOX IN.pdf OUT.pdf}. */
public final class Embed {
    public static void main(String[] args) throws Exception {
        Path sandbox = Path.of(args[0]);
        Path home = sandbox.resolve("agencies/agency-a");
        char[] password = Files.readString(home.resolve("password.txt")).strip().toCharArray();

        Signer.with(SigningKey.pkcs12(home.resolve("seal.p12"), password)).sign(Path.of(args[1]), Path.of(args[2]));

        Report report = Verifier.trusting(TrustAnchors.pem(sandbox.resolve("anchors"))).verify(Path.of(args[2]));
        System.out.println(report.toText(Lang.EN));
        System.exit(report.outcome() == Outcome.PASSED ? 0 : 1);
    }
}
