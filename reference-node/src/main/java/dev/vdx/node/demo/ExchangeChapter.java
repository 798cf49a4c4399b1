package dev.vdx.node.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vdx.cli.DemoChapter;
import dev.vdx.cli.DemoStage;
import dev.vdx.cli.Story;
import dev.vdx.model.Outcome;
import dev.vdx.model.SigningException;
import dev.vdx.node.Configuration.ConfigurationException;
import dev.vdx.node.Node;
import dev.vdx.node.TwoNodes;
import dev.vdx.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The demonstration's second part: two agencies' nodes pull and push a certificate, and prove it afterwards. */
public final class ExchangeChapter implements DemoChapter {
    private static final String A = "sandbox:agency-a";
    private static final String B = "sandbox:agency-b";
    private static final List<String> SCOPES = List.of("send", "read", "decide", "delete");

    @Override
    public int steps() {
        return 6;
    }

    @Override
    public Ending tell(DemoStage stage, Story story) throws IOException, SigningException, InterruptedException {
        story.step(
                "Each agency starts a node: a light server with its own seal, database and folder.",
                "แต่ละหน่วยงานเปิดโหนดของตน เป็นเซิร์ฟเวอร์ขนาดเล็ก มีตราประทับ ฐานข้อมูล และโฟลเดอร์ของตนเอง");
        TwoNodes nodes = start(stage);
        try {
            AgencySystem a = system(nodes.a(), stage);
            AgencySystem b = system(nodes.b(), stage);
            story.result(
                    "Agency A listens on port " + nodes.a().exchangePort() + ", agency B on "
                            + nodes.b().exchangePort(),
                    "หน่วยงาน A เปิดพอร์ต " + nodes.a().exchangePort() + " หน่วยงาน B เปิดพอร์ต "
                            + nodes.b().exchangePort());
            String answer = pull(a, b, stage, story);
            String update = push(a, b, answer, stage, story);
            decide(a, b, update, stage, story);
            proveAlone(a, update, nodes, stage, story);
            return new Left(nodes, a, b, stage);
        } catch (IOException | SigningException | InterruptedException | RuntimeException e) {
            nodes.close();
            throw e;
        }
    }

    private static TwoNodes start(DemoStage stage) throws IOException, SigningException {
        try {
            return TwoNodes.start(stage.folder(), stage.clock(), stage.random());
        } catch (ConfigurationException e) {
            throw new IllegalStateException("the demonstration's own configuration is refused", e);
        }
    }

    private static AgencySystem system(Node node, DemoStage stage) {
        return new AgencySystem(
                node.localPort(), node.makeKey("demo", SCOPES, stage.clock(), stage.random()), stage.clock());
    }

    private static String pull(AgencySystem a, AgencySystem b, DemoStage stage, Story story)
            throws IOException, InterruptedException {
        story.step(
                "PULL. Agency B asks agency A for the certificate of farm F-1: signed, with purpose, legal basis and which"
                        + " officer asks (Digital ID, IAL 2.3).",
                "ขอข้อมูล (pull) หน่วยงาน B ขอหนังสือรับรองของแปลง F-1 จากหน่วยงาน A โดยลงนามคำขอ ระบุวัตถุประสงค์ ฐานกฎหมาย"
                        + " และเจ้าหน้าที่ผู้ขอ (Digital ID, IAL 2.3)");
        Path issue = stage.folder().resolve("agency-a").resolve("issue");
        Files.copy(
                stage.folder().resolve("certificate.sealed.pdf"),
                issue.resolve("F-1.pdf"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(issue.resolve("index.json"), """
                [{"type": "farmer-certificate", "keys": {"farm": "F-1"},
                  "documents": [{"file": "F-1.pdf", "mediaType": "application/pdf"}]}]
                """, UTF_8);
        String request = b.send("""
                {"kind": "request", "to": "%s", "documentType": "farmer-certificate", "keys": {"farm": "F-1"},
                 "purpose": "subsidy", "legalBasis": "พ.ร.บ. ตัวอย่าง พ.ศ. 2565",
                 "acting": {"provider": "sandbox-id", "subject": "officer-7", "ial": "2.3", "aal": "2.2"}}
                """.formatted(A));
        b.await("outbox/" + request, "answered");
        JsonNode answer = b.inbox(m -> m.path("replyTo").asText().equals(request));
        String id = answer.path("id").asText();
        Path got = b.document(id, stage.folder().resolve("pulled-by-b.pdf"));
        story.verdict(passed(stage.verify(got)));
        a.await("outbox/" + id, "delivered");
        story.result(
                "Agency A holds agency B's signed receipt for it.", "หน่วยงาน A ถือใบรับที่หน่วยงาน B ลงนามไว้แล้ว");
        return id;
    }

    private static String push(AgencySystem a, AgencySystem b, String answer, DemoStage stage, Story story)
            throws IOException, SigningException, InterruptedException {
        story.step(
                "PUSH. The farm has grown: agency A seals a new certificate and sends it unasked; it takes the place of the"
                        + " first.",
                "ส่งข้อมูล (push) เนื้อที่เพาะปลูกเปลี่ยนไป หน่วยงาน A ประทับตราหนังสือรับรองฉบับใหม่แล้วส่งให้ทันที ใช้แทนฉบับแรก");
        Path updated = stage.seal("certificate-updated", 2, 15);
        String id = a.send("""
                {"kind": "correction", "to": "%s", "documentType": "farmer-certificate", "keys": {"farm": "F-1"},
                 "supersedes": "%s", "reason": "เนื้อที่เพาะปลูกเปลี่ยนแปลง",
                 "documents": [{"name": "F-1.pdf", "mediaType": "application/pdf", "sha256": "%s"}]}
                """.formatted(B, answer, a.handIn(updated)));
        a.await("outbox/" + id, "delivered");
        story.verdict(passed(stage.verify(b.document(id, stage.folder().resolve("pushed-to-b.pdf")))));
        String changedBy =
                b.get("inbox/" + answer).path("changedBy").path(0).path("id").asText();
        if (!changedBy.equals(id)) {
            throw new IllegalStateException("the first certificate does not show what took its place");
        }
        story.result(
                "Agency B's inbox shows the first certificate as superseded.",
                "กล่องรับของหน่วยงาน B แสดงว่าฉบับแรกถูกแทนที่แล้ว");
        return id;
    }

    private static void decide(AgencySystem a, AgencySystem b, String update, DemoStage stage, Story story)
            throws IOException, InterruptedException {
        story.step(
                "Agency B takes it up under a register number, and sends agency A its decision as data (JSON).",
                "หน่วยงาน B ลงเลขรับ และส่งผลการพิจารณาเป็นข้อมูล (JSON) กลับไปให้หน่วยงาน A");
        b.post("inbox/" + update + "/decision", "{\"registerNumber\": \"กษ 42/2569\"}")
                .close();
        Path decision = Files.writeString(stage.folder().resolve("decision.json"), """
                {"farm": "F-1", "relief": "granted", "rai": 15}
                """, UTF_8);
        String id = b.send("""
                {"to": "%s", "documentType": "relief-decision", "keys": {"farm": "F-1"},
                 "documents": [{"name": "decision.json", "mediaType": "application/json", "sha256": "%s"}]}
                """.formatted(A, b.handIn(decision)));
        JsonNode accepted = a.await("outbox/" + update, "accepted");
        JsonNode delivered = b.await("outbox/" + id, "delivered");
        keep(stage.folder().resolve("receipts-held-by-a"), accepted);
        keep(stage.folder().resolve("receipts-held-by-b"), delivered);
        story.result(
                "Each side holds the other's signed receipts: folders receipts-held-by-a and receipts-held-by-b",
                "แต่ละฝ่ายถือใบรับที่อีกฝ่ายลงนาม: โฟลเดอร์ receipts-held-by-a และ receipts-held-by-b");
    }

    private static void keep(Path folder, JsonNode message) throws IOException {
        Files.createDirectories(folder);
        for (JsonNode receipt : message.path("receipts")) {
            Files.writeString(
                    folder.resolve(receipt.path("kind").asText() + ".jws"),
                    receipt.path("signed").asText(),
                    UTF_8);
        }
    }

    private static void proveAlone(AgencySystem a, String update, TwoNodes nodes, DemoStage stage, Story story)
            throws IOException, InterruptedException {
        story.step(
                "Evidence: one file with the message, the receipts and the directory."
                        + (stage.keep() ? "" : " Both nodes stop.")
                        + " Anyone verifies it, without either node.",
                "หลักฐานในไฟล์เดียว มีข้อความ ใบรับ และบัญชีรายชื่อหน่วยงาน"
                        + (stage.keep() ? "" : " โหนดทั้งสองปิดแล้ว")
                        + " ผู้ใดก็ตรวจสอบได้โดยไม่ต้องใช้โหนด");
        Path evidence = a.save("outbox/" + update + "/evidence", stage.folder().resolve("evidence.asice"));
        if (!stage.keep()) {
            nodes.close();
        }
        Path anchor = stage.sandbox().resolve("pki").resolve("directory.pem");
        boolean good = stage.verifyEvidence(evidence, anchor, story);
        story.step("A forger changes one byte of the evidence.", "ผู้ปลอมแปลงแก้หลักฐานเพียงหนึ่งไบต์");
        byte[] bytes = Files.readAllBytes(evidence);
        bytes[bytes.length / 2] ^= 1;
        Path forged = Files.write(stage.folder().resolve("forged-4-evidence.asice"), bytes);
        if (!good || stage.verifyEvidence(forged, anchor, story)) {
            throw new IllegalStateException("the evidence does not prove what it should");
        }
    }

    private static Report passed(Report report) {
        if (report.outcome() != Outcome.PASSED) {
            throw new IllegalStateException(
                    "what came is not what was sealed: " + report.outcome().label());
        }
        return report;
    }

    /** What is left: a folder, and two nodes where they stay up. */
    private record Left(TwoNodes nodes, AgencySystem a, AgencySystem b, DemoStage stage) implements Ending {
        @Override
        public List<String> tryNext() {
            Path folder = stage.folder();
            return List.of("verify --directory-trust " + folder.resolve("sandbox/pki/directory.pem") + " "
                    + folder.resolve("evidence.asice"));
        }

        @Override
        public List<String> addresses() {
            return stage.keep() ? List.of("Agency A: " + a.address(), "Agency B: " + b.address()) : List.of();
        }

        @Override
        public void close() {
            // Otherwise they were closed when the evidence was to be proven without them.
            if (stage.keep()) {
                nodes.close();
            }
        }
    }
}
