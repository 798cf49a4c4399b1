package dev.vdx.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.SandboxServer;
import java.io.IOException;
import java.io.StringWriter;
import java.net.BindException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code vdx sandbox}: a test PKI with two agencies, and a server for it. */
final class SandboxCommand implements Command {
    private static final String READ_ME = "README.txt";

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Options.command(
                "sandbox",
                "Makes a test PKI with two agencies to try things with. Never for real documents.",
                "สร้างใบรับรองและหน่วยงานสมมติสองแห่งไว้ทดลอง ห้ามใช้กับเอกสารจริง");
        spec.addOption(Options.flag(
                "--serve", "Serve time-stamps, OCSP and CRLs on this machine until stopped; makes DIR if need be."));
        spec.addOption(Options.value(
                "--port", "N", "The port its certificates name; any free one by default. Fixed once DIR is made."));
        spec.addPositional(Options.positionals("DIR", "1", "The folder to make."));
        spec.usageMessage()
                .footer(
                        "",
                        "With --serve one JSON line says where: {\"tsa\": …, \"ocsp\": …, \"crl\": …}.",
                        "",
                        "Examples:",
                        "  vdx sandbox my-sandbox --serve &",
                        "  vdx sign --key file:my-sandbox/agencies/agency-a/seal.p12 \\",
                        "      --key-password-file my-sandbox/agencies/agency-a/password.txt -o out.pdf in.pdf",
                        "  vdx verify --trust my-sandbox/anchors --tsa-trust my-sandbox/tsa-anchors out.pdf");
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Console console) throws Refusal {
        Arguments arguments = new Arguments(parsed);
        Path dir = Arguments.path(arguments.positionals().get(0));
        int port = port(arguments);
        boolean serve = arguments.has("--serve");
        Sandbox sandbox;
        try {
            sandbox = serve && Files.exists(dir.resolve(READ_ME))
                    ? opened(dir, port)
                    : Sandbox.create(
                            dir,
                            port,
                            console.clock().instant(),
                            console.random().get());
        } catch (FileAlreadyExistsException e) {
            throw Refusal.usage(
                    dir + " holds files already; a sandbox wants a new folder (to serve one that is there: --serve)",
                    dir + " มีไฟล์อยู่แล้ว ให้ระบุโฟลเดอร์ใหม่ (หากต้องการเปิดบริการของเดิม ใช้ --serve)");
        } catch (IOException e) {
            throw Refusal.input(
                    "cannot make or open a sandbox in " + dir + ": " + e.getMessage(),
                    "สร้างหรือเปิด sandbox ใน " + dir + " ไม่ได้: " + e.getMessage());
        }
        console.tell(
                "Sandbox in " + dir + "; " + dir.resolve(READ_ME) + " says what is what.",
                "sandbox อยู่ใน " + dir + " อ่านคำอธิบายได้ที่ " + dir.resolve(READ_ME));
        return serve ? serve(sandbox, console) : Exit.DONE;
    }

    private static Sandbox opened(Path dir, int port) throws IOException, Refusal {
        Sandbox sandbox = Sandbox.open(dir);
        if (port != 0 && port != sandbox.port()) {
            throw Refusal.usage(
                    "the certificates in " + dir + " name port " + sandbox.port() + "; leave --port out, or make a new"
                            + " sandbox",
                    "ใบรับรองใน " + dir + " ระบุพอร์ต " + sandbox.port() + " ไม่ต้องใส่ --port หรือสร้าง sandbox ใหม่");
        }
        return sandbox;
    }

    private static int port(Arguments arguments) throws Refusal {
        String text = arguments.value("--port").orElse("0");
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            throw Refusal.usage(
                    "--port " + text + ": not a port (1 to 65535)", "--port " + text + ": ไม่ใช่หมายเลขพอร์ต");
        }
        return Integer.parseInt(text);
    }

    private static int serve(Sandbox sandbox, Console console) throws Refusal {
        try (SandboxServer server =
                SandboxServer.start(sandbox, console.clock(), console.random().get())) {
            console.out().println(addresses(server));
            console.out().flush();
            console.tell("Serving; Ctrl-C stops it.", "กำลังให้บริการ กด Ctrl-C เพื่อหยุด");
            untilStopped(server);
            return Exit.DONE;
        } catch (BindException e) {
            throw Refusal.input(
                    "port " + sandbox.port() + " is taken by another program; stop that one, or make a new sandbox",
                    "พอร์ต " + sandbox.port() + " ถูกโปรแกรมอื่นใช้อยู่ ให้หยุดโปรแกรมนั้น หรือสร้าง sandbox ใหม่");
        } catch (IOException e) {
            throw Refusal.input("cannot serve: " + e.getMessage(), "เปิดบริการไม่ได้: " + e.getMessage());
        }
    }

    private static void untilStopped(SandboxServer server) {
        Thread close = new Thread(server::close, "close");
        Runtime.getRuntime().addShutdownHook(close);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Runtime.getRuntime().removeShutdownHook(close);
            Thread.currentThread().interrupt();
        }
    }

    private static String addresses(SandboxServer server) throws IOException {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("tsa", server.tsa().toString());
            json.writeStringField("ocsp", server.ocsp().toString());
            json.writeStringField("crl", server.crl().toString());
            json.writeEndObject();
        }
        return line.toString();
    }
}
