package dev.vdx;

import dev.vdx.asic.AsicEntry;
import dev.vdx.asic.AsicWriter;
import dev.vdx.cms.CadesExtension;
import dev.vdx.cms.CadesSigner;
import dev.vdx.cms.TimestampSource;
import dev.vdx.json.DetachedContent;
import dev.vdx.json.JsonExtension;
import dev.vdx.json.JsonSigner;
import dev.vdx.key.SigningKey;
import dev.vdx.model.Certification;
import dev.vdx.model.FieldLock;
import dev.vdx.model.Format;
import dev.vdx.model.Level;
import dev.vdx.model.Limits;
import dev.vdx.model.Raisable;
import dev.vdx.model.SignatureForm;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import dev.vdx.pdf.sign.PdfSigner;
import dev.vdx.pdf.sign.SignatureRequest;
import dev.vdx.pending.Pending;
import dev.vdx.pending.PendingFile;
import dev.vdx.seal.SealSpec;
import dev.vdx.trust.ProofSource;
import dev.vdx.trust.TrustAnchors;
import dev.vdx.xml.XmlExtension;
import dev.vdx.xml.XmlProfile;
import dev.vdx.xml.XmlReader;
import dev.vdx.xml.XmlSigner;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Signs and seals documents. Immutable, thread-safe and reusable; each method that sets something gives another signer.
 *
 * <p>PDFs become PAdES (EN 319 142-1, 6), XML XAdES (EN 319 132-1, 6), any file JAdES (TS 119 182-1, 6), CAdES (EN 319 122-1, 6) or
 * ASiC-E or ASiC-S (EN 319 162-1) where that is asked for, or get such a JAdES, CAdES or XAdES signature beside them; baseline B, and with a
 * time-stamp authority T, LT and LTA.
 */
public final class Signer {
    private static final String UNNAMED = "document";

    private final SigningKey key;
    private final SignatureForm form;
    private final Level level;
    private final Optional<TimestampSource> timestamps;
    private final SignatureRequest look;
    private final Clock clock;
    private final ProofSource proofs;
    private final PdfSigner pdf;

    private Signer(
            SigningKey key,
            SignatureForm form,
            Level level,
            Optional<TimestampSource> timestamps,
            SignatureRequest look,
            Clock clock,
            ProofSource proofs,
            Optional<PdfSigner> pdf) {
        this.key = key;
        this.form = form;
        this.level = level;
        this.timestamps = timestamps;
        this.look = look;
        this.clock = clock;
        this.proofs = proofs;
        this.pdf = pdf.orElseGet(
                () -> PdfSigner.with(key, level == Level.B ? Optional.empty() : timestamps, Limits.DEFAULT));
    }

    /** Signs with this key, at level B, by the machine's clock. */
    public static Signer with(SigningKey key) {
        return new Signer(
                key,
                SignatureForm.PADES,
                Level.B,
                Optional.empty(),
                SignatureRequest.at(Instant.EPOCH),
                Clock.systemUTC(),
                ProofSource.online(Clock.systemUTC()),
                Optional.empty());
    }

    /** Writes signatures in this form instead of {@link SignatureForm#PADES}. */
    public Signer as(SignatureForm wanted) {
        return new Signer(key, wanted, level, timestamps, look, clock, proofs, Optional.of(pdf));
    }

    /** Signs at this level. */
    public Signer level(Level wanted) {
        return new Signer(key, form, wanted, timestamps, look, clock, proofs, Optional.empty());
    }

    /** Takes time-stamps from there; level T and above need it. */
    public Signer timestamps(TimestampSource source) {
        return new Signer(key, form, level, Optional.of(source), look, clock, proofs, Optional.empty());
    }

    /** Level LT and above: what proves the signature leads to these anchors, instead of any self-signed certificate. */
    public Signer trusting(TrustAnchors anchors) {
        return new Signer(key, form, level, timestamps, look, clock, proofs.trusting(anchors), Optional.of(pdf));
    }

    /** Level LT and above: time-stamps lead to these anchors, and signers to those given before. */
    public Signer timestampsTrusting(TrustAnchors anchors) {
        return new Signer(
                key, form, level, timestamps, look, clock, proofs.timestampsTrusting(anchors), Optional.of(pdf));
    }

    /** Shows this seal on the document, as the signature's own; others elsewhere in a document that nobody signed yet. */
    public Signer seal(SealSpec... seals) {
        return look(look.showing(seals));
    }

    /** Uses the signature field of this name: fills it if it is there and empty, else makes it. */
    public Signer field(String name) {
        return look(look.inField(name));
    }

    /** Fills the empty signature field of this name; a PDF that has none of that name is refused. */
    public Signer existingField(String name) {
        return look(look.inExistingField(name));
    }

    /** Says why it is signed. */
    public Signer reason(String why) {
        return look(look.because(why));
    }

    /** Says where it is signed. */
    public Signer location(String where) {
        return look(look.where(where));
    }

    /**
     * Certifies the PDF as its author (ISO 32000-2, 12.8.2.2): what happens to it later may be this at most. It must be the first signature; a
     * document that has one already is refused.
     */
    public Signer certify(Certification allowed) {
        return look(look.certifying(allowed));
    }

    /** Locks form fields of the PDF (12.8.2.4): from then on they must stay as they are. */
    public Signer lock(FieldLock fields) {
        return look(look.locking(fields));
    }

    /** Takes the claimed signing time from this clock. */
    public Signer clock(Clock other) {
        return new Signer(key, form, level, timestamps, look, other, proofs.clock(other), Optional.of(pdf));
    }

    private Signer look(SignatureRequest other) {
        return new Signer(key, form, level, timestamps, other, clock, proofs, Optional.of(pdf));
    }

    /**
     * Signs a file. The output appears whole or not at all, in one step, and takes the place of what was there. Where the form is
     * {@linkplain SignatureForm#detached() detached} it is the signature alone; in JSON and XML that names the file, without its folder.
     *
     * @throws SigningException if the document, the key, the level or the time-stamp authority do not allow it: says
     *     which, and nothing was written
     * @throws IOException if the input cannot be read or the output cannot be written
     * @throws IllegalArgumentException if output and input are the same file
     */
    public void sign(Path in, Path out) throws SigningException, IOException {
        sign(in, String.valueOf(in.getFileName()), out);
    }

    /**
     * Signs a file as {@link #sign(Path, Path)}, but while time-stamp authority or revocation services do not serve (unreachable, refusing,
     * HTTP 429, daily limit, unsound answers) at the level that is reached without them. Then what is missing is written down beside the
     * output ({@link PendingFile#of}), before the output appears; {@link Extender#raisePending} makes up for it. A record of an
     * earlier document of the same name is removed.
     *
     * @return what is pending; empty where the level asked for was reached
     * @throws SigningException as {@link #sign(Path, Path)}: a certificate that is revoked, whose status nobody publishes, or that leads to
     *     no root is refused all the same; NOT_SUPPORTED for detached forms, for the record does not say where the document is
     * @throws IOException if the input cannot be read, or the output or the record cannot be written
     * @throws IllegalArgumentException if output and input are the same file
     */
    public Optional<Pending> signAllowingLater(Path in, Path out) throws SigningException, IOException {
        if (form.detached()) {
            throw new SigningException(
                    SigningProblem.NOT_SUPPORTED,
                    "raising later what is signed as " + form.label() + "; sign at B, then extend");
        }
        return new LaterSigning(this, in, out).sign();
    }

    /**
     * The first of two steps for a key that is elsewhere ({@code SigningKeys.elsewhere}): tells what that key has to sign. Nothing is
     * written. For a PDF with a time-stamp the authority is asked for one, to see how much room it takes.
     *
     * @throws SigningException as {@link #sign(Path, Path)}; NOT_SUPPORTED for EdDSA, which does not sign digests, and for levels LT and LTA: sign at T, then extend
     * @throws IOException if the document cannot be read
     */
    public Prepared prepare(Path in) throws SigningException, IOException {
        return TwoSteps.prepare(this, in);
    }

    /**
     * The second step, minutes later or in another process, with a signer of the same settings: puts the signature value into the document
     * that was prepared. The time claimed is that of the first step.
     *
     * @param value the signature value over {@link Prepared#digest()}; for ECDSA in DER
     * @throws SigningException PREPARED_OTHER if the document, the certificate or the settings are not those that were prepared;
     *     VALUE_UNSOUND if the value does not verify with the certificate; else as {@link #sign(Path, Path)}
     * @throws IOException as {@link #sign(Path, Path)}
     */
    public void finish(Prepared prepared, byte[] value, Path in, Path out) throws SigningException, IOException {
        allowed(clock.instant());
        TwoSteps.finishing(this, prepared, value, in).sign(in, prepared.name(), out);
    }

    /**
     * Counter-signs the one signature of a CMS, JSON or XML file or of an ASiC container with CAdES (EN 319 122-1, 5.2.7; TS 119 182-1, 5.3.2; EN 319 132-1, 5.2.7.2): signs its
     * value, at level B or T, and puts that into it. What is there stays; of the form {@link #as} nothing is asked, for the file has one.
     *
     * @throws SigningException SIGNATURE_FAILED if a signature of the file does not verify; KIND_WRONG for other files, DOCUMENT_REFUSES for a container whose
     *     archive manifest names the signature, NOT_SUPPORTED for several signatures, content that is elsewhere, and levels LT and LTA; else as {@link #sign(Path, Path)}
     * @throws IOException as {@link #sign(Path, Path)}
     */
    public void counterSign(Path in, Path out) throws SigningException, IOException {
        allowed(clock.instant());
        WholeFile.make(in, out, new SecondSigner(this)::counterSign);
    }

    /**
     * Signs the content of a CMS, JSON, XML or ASiC-E file that is signed already, at level B or T, beside the signatures that are there, which stay
     * (RFC 5652, 5.1; RFC 7515, 7.2.1; EN 319 132-1; EN 319 162-1, 4.4.3). A PDF needs no such thing: {@link #sign(Path, Path)} adds a signature.
     *
     * @throws SigningException SIGNATURE_FAILED if a signature of the file does not verify; NOT_SIGNED; BREAKS_SIGNATURE for XML whose
     *     signature leaves out only itself; KIND_WRONG for other files, NOT_SUPPORTED for content that is elsewhere, and levels LT and LTA (extend it); else as {@link #sign(Path, Path)}
     * @throws IOException as {@link #sign(Path, Path)}
     */
    public void signParallel(Path in, Path out) throws SigningException, IOException {
        allowed(clock.instant());
        WholeFile.make(in, out, new SecondSigner(this)::signParallel);
    }

    private void sign(Path in, String name, Path out) throws SigningException, IOException {
        WholeFile.make(in, out, (source, stream) -> sign(source, name, stream));
    }

    /**
     * Signs a document into a stream; a container, or a detached signature in JSON or XML, calls it {@code document}. What was written is of
     * no use if this method throws.
     *
     * @throws SigningException if the document, the key, the level or the time-stamp authority do not allow it
     * @throws IOException if the input cannot be read or the output cannot be written
     */
    public void sign(Source in, OutputStream out) throws SigningException, IOException {
        sign(in, UNNAMED, out);
    }

    /** The same settings with another key, other time-stamps, and a clock that stands still. */
    Signer replacing(SigningKey otherKey, Optional<TimestampSource> source, Instant time) {
        return new Signer(
                otherKey, form, level, source, look, Clock.fixed(time, ZoneOffset.UTC), proofs, Optional.empty());
    }

    /**
     * The same settings with a key that is asked once for the same. A PDF's signature is laid out around its time-stamp, whose size is asked for before
     * the key is, so there it would be of no use.
     */
    Signer askingOnce() {
        return form == SignatureForm.PADES
                ? this
                : new Signer(new OnceKey(key), form, level, timestamps, look, clock, proofs, Optional.empty());
    }

    /** Many PDFs at once, under one signature and one time-stamp, with these settings (spec/bulk.md). */
    public BulkSigner bulk() {
        return BulkSigner.of(this);
    }

    SigningKey key() {
        return key;
    }

    SignatureRequest look(Instant now) {
        return look.timed(now);
    }

    SignatureForm form() {
        return form;
    }

    Level level() {
        return level;
    }

    Optional<TimestampSource> timestamps() {
        return timestamps;
    }

    Instant now() {
        return clock.instant();
    }

    void sign(Source in, String name, OutputStream out) throws SigningException, IOException {
        sign(in, name, out, Shortfall.forbidden(), clock.instant());
    }

    /** At this claimed time. */
    void sign(Source in, String name, OutputStream out, Shortfall shortfall, Instant now)
            throws SigningException, IOException {
        allowed(now);
        switch (form) {
            case PADES -> pades(in, out, now, shortfall);
            case JADES -> jades(in, out, now, shortfall);
            case JADES_DETACHED -> jadesDetached(in, name, out, now, shortfall);
            case CADES -> cades(in, out, now, shortfall);
            case CADES_DETACHED -> cadesDetached(in, out, now, shortfall);
            case XADES -> xades(in, XmlProfile.BASELINE, out, now, shortfall);
            case XADES_DETACHED -> xadesDetached(in, name, out, now, shortfall);
            case XADES_E_TAX -> xades(in, XmlProfile.E_TAX, out, now, shortfall);
            case ASIC_E -> asic(asicWriter(), in, name, out, now, shortfall);
            case ASIC_S -> asic(asicWriter().simple(), in, name, out, now, shortfall);
        }
    }

    private void xades(Source in, XmlProfile profile, OutputStream out, Instant now, Shortfall shortfall)
            throws SigningException, IOException {
        requirePlainLook();
        Format format = FileKind.of(in);
        if (format != Format.XML) {
            throw FileKind.refusal(format, "XML");
        }
        if (in.size() > XmlReader.mostBytes()) {
            throw new SigningException(
                    SigningProblem.NOT_SUPPORTED, "XML of more than " + XmlReader.mostBytes() + " bytes");
        }
        byte[] signed = xmlSigner().profile(profile).signEnveloped(in.bytes(0, (int) in.size()), now);
        finish(signed, source -> XmlExtension.open(source, List.of(), timestamps, Limits.DEFAULT), out, shortfall);
    }

    private void xadesDetached(Source in, String name, OutputStream out, Instant now, Shortfall shortfall)
            throws SigningException, IOException {
        requirePlainLook();
        byte[] signed = xmlSigner().signDetached(in, name, mediaType(in), now);
        finish(signed, source -> XmlExtension.open(source, List.of(in), timestamps, Limits.DEFAULT), out, shortfall);
    }

    /** How a file that was just signed is opened to be raised. */
    private interface Opening {
        Raisable open(Source signed) throws SigningException, IOException;
    }

    private void finish(byte[] signed, Opening opening, OutputStream out, Shortfall shortfall)
            throws SigningException, IOException {
        if (lasting()) {
            try (Source source = Source.bytes(signed)) {
                raised(opening.open(source), shortfall).finish(out);
            }
        } else {
            out.write(signed);
        }
    }

    private void cades(Source in, OutputStream out, Instant now, Shortfall shortfall)
            throws SigningException, IOException {
        requirePlainLook();
        CadesSigner cades = cmsSigner(now);
        if (lasting()) {
            byte[] cms = cades.sign(cades.digest(in));
            raised(CadesExtension.of(cms, in, timestamps, Limits.DEFAULT), shortfall)
                    .finish(out);
        } else {
            cades.signAttached(in, out);
        }
    }

    private void cadesDetached(Source in, OutputStream out, Instant now, Shortfall shortfall)
            throws SigningException, IOException {
        requirePlainLook();
        CadesSigner cades = cmsSigner(now);
        byte[] signed = cades.sign(cades.digest(in));
        finish(signed, source -> CadesExtension.open(source, List.of(in), timestamps, Limits.DEFAULT), out, shortfall);
    }

    private void asic(AsicWriter asic, Source in, String name, OutputStream out, Instant now, Shortfall shortfall)
            throws SigningException, IOException {
        requirePlainLook();
        List<AsicEntry> entries = List.of(new AsicEntry(name, mediaType(in), in));
        if (lasting()) {
            raised(asic.extension(entries, now, Limits.DEFAULT), shortfall).finish(out);
        } else {
            asic.write(entries, now, out);
        }
    }

    private static String mediaType(Source in) throws IOException {
        return FileKind.of(in) == Format.PDF ? "application/pdf" : "application/octet-stream";
    }

    CadesSigner cmsSigner(Instant now) {
        CadesSigner plain = CadesSigner.with(key).withSigningTime(now);
        return stamping().map(plain::withTimestamps).orElse(plain);
    }

    JsonSigner jsonSigner() {
        JsonSigner plain = JsonSigner.with(key);
        return stamping().map(plain::withTimestamps).orElse(plain);
    }

    XmlSigner xmlSigner() {
        XmlSigner plain = XmlSigner.with(key);
        return stamping().map(plain::withTimestamps).orElse(plain);
    }

    AsicWriter asicWriter() {
        AsicWriter plain = AsicWriter.with(key);
        return stamping().map(plain::withTimestamps).orElse(plain);
    }

    private Optional<TimestampSource> stamping() {
        return level == Level.B ? Optional.empty() : timestamps;
    }

    void requirePlainLook() throws SigningException {
        if (!look.equals(SignatureRequest.at(look.time()))) {
            throw new SigningException(
                    SigningProblem.NOT_SUPPORTED,
                    "seal, field, reason, location, certification and lock in signatures as " + form.label());
        }
    }

    private void jades(Source in, OutputStream out, Instant now, Shortfall shortfall)
            throws SigningException, IOException {
        requirePlainLook();
        // Without a time for now only: in the form that has room for one.
        JsonSigner json = shortfall.reached().isPresent() ? jsonSigner().flattened() : jsonSigner();
        byte[] signed = json.sign(in, now);
        finish(signed, source -> JsonExtension.open(source, List.of(), timestamps, Limits.DEFAULT), out, shortfall);
    }

    private void jadesDetached(Source in, String name, OutputStream out, Instant now, Shortfall shortfall)
            throws SigningException, IOException {
        requirePlainLook();
        byte[] signed = jsonSigner().signDetached(List.of(new DetachedContent(name, in)), now);
        finish(signed, source -> JsonExtension.open(source, List.of(in), timestamps, Limits.DEFAULT), out, shortfall);
    }

    private void pades(Source in, OutputStream out, Instant now, Shortfall shortfall)
            throws SigningException, IOException {
        Format format = FileKind.of(in);
        if (format != Format.PDF) {
            throw FileKind.refusal(format, "PDF");
        }
        byte[] update = pdf.sign(in, out, look(now));
        if (lasting()) {
            raised(new RaisablePdf(pdf.extension(), in.followedBy(update)), shortfall)
                    .finish(out);
        }
    }

    /** The signature just made, at the level asked for or as far as it may stay behind. */
    private Raisable raised(Raisable document, Shortfall shortfall) throws SigningException, IOException {
        new Raising(document, proofs, clock).raise(level, Raising.Which.NEWEST, shortfall);
        return document;
    }

    private boolean lasting() {
        return level == Level.LT || level == Level.LTA;
    }

    /** Refuses what this signer is not fit for. */
    void allowed(Instant now) throws SigningException {
        if (level != Level.B && timestamps.isEmpty()) {
            throw new SigningException(SigningProblem.TIMESTAMP_NEEDED, "level " + level);
        }
        X509Certificate certificate = key.chain().get(0);
        String subject = certificate.getSubjectX500Principal().getName();
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            throw new SigningException(
                    SigningProblem.CERTIFICATE_EXPIRED,
                    subject,
                    certificate.getNotAfter().toInstant().toString());
        }
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            throw new SigningException(
                    SigningProblem.CERTIFICATE_NOT_YET_VALID,
                    subject,
                    certificate.getNotBefore().toInstant().toString());
        }
    }
}
