package example;

import com.itextpdf.kernel.pdf.PdfDictionary;
import com.itextpdf.kernel.pdf.PdfName;
import com.itextpdf.signatures.IExternalSignatureContainer;
import dev.vdx.cms.CadesSigner;
import dev.vdx.model.SigningException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/** What iText asks for the signature of a document: a CMS by VDX. Safe for several threads, as its signer is. */
final class VdxSeal implements IExternalSignatureContainer {
    private final CadesSigner signer;

    VdxSeal(CadesSigner signer) {
        this.signer = signer;
    }

    @Override
    public void modifySigningDictionary(PdfDictionary dictionary) {
        dictionary.put(PdfName.Filter, PdfName.Adobe_PPKLite);
        dictionary.put(PdfName.SubFilter, PdfName.ETSI_CAdES_DETACHED);
    }

    @Override
    public byte[] sign(InputStream covered) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance(signer.digestAlgorithm().jcaName());
        byte[] buffer = new byte[64 << 10];
        try {
            for (int n = covered.read(buffer); n >= 0; n = covered.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return signer.sign(digest.digest());
        } catch (SigningException e) {
            throw new GeneralSecurityException(e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
