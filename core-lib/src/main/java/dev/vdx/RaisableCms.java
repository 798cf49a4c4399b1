package dev.vdx;

import dev.vdx.cms.CadesExtension;
import dev.vdx.cms.TimestampSource;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.SigningException;
import dev.vdx.model.ValidationData;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** A CAdES signature with its content inside. */
final class RaisableCms implements Raisable {
    private final CadesExtension extension;
    private final Optional<TimestampSource> timestamps;

    RaisableCms(CadesExtension extension, Optional<TimestampSource> timestamps) {
        this.extension = extension;
        this.timestamps = timestamps;
    }

    @Override
    public SignedDocument read() throws SigningException, IOException {
        return extension.read();
    }

    @Override
    public void timestamp() throws SigningException {
        extension.timestamp(timestamps.orElseThrow());
    }

    @Override
    public void prove(SignedDocument chosen, List<ValidationData> data) throws SigningException {
        extension.validationData(data.stream().reduce(ValidationData.NONE, ValidationData::and));
    }

    @Override
    public void archive() throws SigningException {
        extension.archive(timestamps.orElseThrow());
    }

    @Override
    public void finish(OutputStream out) throws IOException {
        extension.write(out);
    }
}
