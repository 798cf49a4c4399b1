package dev.vdx.key;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Tells what tokens a PKCS#11 library has, and the certificates on them; runs in a process of its own ({@link Tokens}), for only there may it
 * open the package of Java's that knows. Logs in nowhere. Needs no other class of ours.
 */
final class TokenLister {
    /** Before each line, so that what libraries print by themselves is told apart. */
    static final String MARK = "vdx-token\t";

    private static final long CKF_SERIAL_SESSION = 4;
    private static final long CKA_CLASS = 0;
    private static final long CKA_LABEL = 3;
    private static final long CKA_VALUE = 0x11;
    private static final long CKA_ID = 0x102;
    private static final long CKO_CERTIFICATE = 1;
    private static final long MOST_OBJECTS = 256;
    private static final String WRAPPER = "sun.security.pkcs11.wrapper.";

    private final Object library;

    private TokenLister(Object library) {
        this.library = library;
    }

    /** The library's path is the only argument. */
    public static void main(String[] args) throws ReflectiveOperationException {
        try {
            new TokenLister(open(args[0])).list();
            say("done");
        } catch (InvocationTargetException e) {
            say("failed\t" + text(String.valueOf(e.getTargetException().getMessage())));
        }
    }

    private static Object open(String path) throws ReflectiveOperationException {
        for (Method method : Class.forName(WRAPPER + "PKCS11").getMethods()) {
            if (method.getName().equals("getInstance")) {
                @Nullable Object[] arguments = new @Nullable Object[method.getParameterCount()];
                Class<?>[] types = method.getParameterTypes();
                boolean pathGiven = false;
                for (int i = 0; i < types.length; i++) {
                    if (types[i] == String.class) {
                        arguments[i] = pathGiven ? "C_GetFunctionList" : path;
                        pathGiven = true;
                    } else if (types[i] == boolean.class) {
                        arguments[i] = false;
                    }
                }
                return method.invoke(null, arguments);
            }
        }
        throw new NoSuchMethodException("getInstance");
    }

    private void list() throws ReflectiveOperationException {
        for (long slot : (long[]) call("C_GetSlotList", true)) {
            Object info = call("C_GetTokenInfo", slot);
            say("token\t" + slot + "\t" + field(info, "flags") + "\t" + told(info, "label") + "\t"
                    + told(info, "serialNumber") + "\t" + told(info, "manufacturerID") + "\t" + told(info, "model"));
            try {
                certificates(slot);
            } catch (InvocationTargetException e) {
                // A token may hide everything until somebody logs in.
                say("hidden");
            }
        }
    }

    private void certificates(long slot) throws ReflectiveOperationException {
        Object session = call("C_OpenSession", slot, CKF_SERIAL_SESSION, null, null);
        Class<?> attribute = Class.forName(WRAPPER + "CK_ATTRIBUTE");
        Object wanted = Array.newInstance(attribute, 1);
        Array.set(wanted, 0, attribute.getConstructor(long.class, long.class).newInstance(CKA_CLASS, CKO_CERTIFICATE));
        call("C_FindObjectsInit", session, wanted);
        long[] found = (long[]) call("C_FindObjects", session, MOST_OBJECTS);
        call("C_FindObjectsFinal", session);
        for (long object : found) {
            say("certificate\t" + value(session, object, CKA_LABEL) + "\t" + value(session, object, CKA_ID) + "\t"
                    + value(session, object, CKA_VALUE));
        }
        call("C_CloseSession", session);
    }

    private String value(Object session, long object, long type) throws ReflectiveOperationException {
        Class<?> attribute = Class.forName(WRAPPER + "CK_ATTRIBUTE");
        Object wanted = Array.newInstance(attribute, 1);
        Array.set(wanted, 0, attribute.getConstructor(long.class).newInstance(type));
        try {
            call("C_GetAttributeValue", session, object, wanted);
        } catch (InvocationTargetException e) {
            return "";
        }
        Object value = field(Array.get(wanted, 0), "pValue");
        if (value instanceof char[] characters) {
            return base64(bytes(characters));
        }
        return value instanceof byte[] bytes ? base64(bytes) : "";
    }

    /** By name: not all Java versions give these methods the same parameters, but those used here they do. */
    private Object call(String name, @Nullable Object... arguments) throws ReflectiveOperationException {
        for (Method method : Class.forName(WRAPPER + "PKCS11").getMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
                return method.invoke(library, arguments);
            }
        }
        throw new NoSuchMethodException(name);
    }

    private static Object field(Object of, String name) throws ReflectiveOperationException {
        return of.getClass().getField(name).get(of);
    }

    private static String told(Object info, String name) throws ReflectiveOperationException {
        return base64(new String(bytes((char[]) field(info, name)), StandardCharsets.UTF_8)
                .strip()
                .getBytes(StandardCharsets.UTF_8));
    }

    /** Java hands the bytes of a text over as one character each. */
    private static byte[] bytes(char[] characters) {
        return new String(characters).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @SuppressWarnings("SystemOut") // the other process reads it
    private static void say(String line) {
        System.out.println(MARK + line);
    }
}
