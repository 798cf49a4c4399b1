package dev.vdx.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 7512, as far as it is heeded. */
class TokenAddressTest {

    @Test
    void whatIsNamedIsRead() throws Exception {
        TokenAddress address = TokenAddress.parse(URI.create("pkcs11:token=My%20token;serial=%E0%B8%95;manufacturer=M;"
                + "model=m;slot-id=3;object=a%3Bb;id=%00%FFz?module-path=/lib/x.so&pin-source=file:/run/pin"));
        assertEquals(Map.of("token", "My token", "serial", "ต", "manufacturer", "M", "model", "m"), address.token());
        assertEquals(OptionalLong.of(3), address.slot());
        assertEquals(Optional.of("a;b"), address.object());
        assertEquals(Optional.of("00ff7a"), address.id());
        assertEquals(Path.of("/lib/x.so"), address.module());
        assertEquals(Optional.of(Path.of("/run/pin")), address.pinFile());
        assertFalse(address.toString().contains("pin-source"));
    }

    @Test
    void lettersMayStandAsTheyAre() throws Exception {
        assertEquals(
                "ตรา😀",
                TokenAddress.parse(URI.create("pkcs11:object=ตรา😀?module-path=/x"))
                        .object()
                        .orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "pkcs11:token=t?module-path=/x&pin-value=1234, pin-value",
        "pkcs11:token=t;pin-value=1234?module-path=/x, pin-value",
        "pkcs11:token=t, module-path",
        "pkcs11:token=t?module-name=x, module-name",
        "pkcs11:token=t;library-version=1?module-path=/x, library-version",
        "pkcs11:token?module-path=/x, token",
        "pkcs11:token=a;token=b?module-path=/x, token",
        "pkcs11:object=%FF?module-path=/x, object",
        "pkcs11:slot-id=-1?module-path=/x, slot-id",
        "pkcs11:slot-id=x?module-path=/x, slot-id",
        "pkcs11:type=public?module-path=/x, type=public",
        "pkcs11:token=t?module-path=, module-path",
        "pkcs11:token=t?module-path=/x%22y, module-path",
        "pkcs11:token=t?module-path=/x%0Aslot=1, module-path",
        "pkcs11:token=t?module-path=/$%7Buser.home%7D/x, module-path",
        "pkcs11:token=t?module-path=/x&pin-source=%7Ccat%20/pin, pin-source",
        "pkcs11:token=t?module-path=/x&pin-source=file:///%00, pin-source",
        "pkcs11:token=t?module-path=/x&vdx-scheme=rsa, vdx-scheme"
    })
    void whatWeWouldNotHeedIsRefusedByName(String uri, String attribute) {
        SigningException e = assertThrows(SigningException.class, () -> TokenAddress.parse(URI.create(uri)));
        assertEquals(SigningProblem.KEY_URI_INVALID, e.problem());
        assertEquals(attribute, e.details().get(0));
        assertFalse(e.getMessage().contains("1234"), e.getMessage());
        assertTrue(e.details().size() == 2);
    }
}
