package dev.vdx.cli;

import java.util.List;
import java.util.Optional;

/** The commands there are; only the one asked for is built. */
final class Commands {
    static final List<String> NAMES = List.of("verify", "sign", "extend", "inspect", "certificate", "sandbox", "demo");

    private Commands() {}

    static Optional<Command> named(String name) {
        return switch (name) {
            case "verify" -> Optional.of(new VerifyCommand());
            case "sign" -> Optional.of(new SignCommand());
            case "extend" -> Optional.of(new ExtendCommand());
            case "inspect" -> Optional.of(new InspectCommand());
            case "certificate" -> Optional.of(new CertificateCommand());
            case "sandbox" -> Optional.of(new SandboxCommand());
            case "demo" -> Optional.of(new DemoCommand());
            default -> Optional.empty();
        };
    }

    static String overview() {
        return """
                vdx: sign, stamp and verify documents.
                vdx: ลงลายมือชื่อ ประทับเวลา และตรวจสอบเอกสารอิเล็กทรอนิกส์

                  vdx verify FILE...       who signed it, when, and was it changed since
                  vdx sign -o OUT FILE     sign or seal it
                  vdx extend -o OUT FILE   make its signatures last, or last longer
                  vdx inspect FILE         what is inside, no judgement
                  vdx certificate          make a certificate of a record, to be sealed
                  vdx sandbox DIR          a test PKI and two agencies to try things with
                  vdx demo                 the whole job on this machine, in half a minute

                Start with: vdx demo
                More: vdx COMMAND --help, vdx --version; exit codes and options in spec/cli.md.""";
    }
}
