package dev.vdx.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The password of a key: from a variable or a file, never from the command line, where others would see it. */
final class Passwords {
    private static final int LONGEST_FILE = 4096;

    private Passwords() {}

    static char[] of(Arguments arguments, Console console) throws Refusal {
        Optional<String> variable = arguments.value("--key-password-env");
        Optional<String> file = arguments.value("--key-password-file");
        if (variable.isPresent() && file.isPresent()) {
            throw Refusal.usage(
                    "--key-password-env and --key-password-file: give one of them",
                    "--key-password-env และ --key-password-file: ให้ระบุเพียงอย่างเดียว");
        }
        if (variable.isPresent()) {
            String value = console.environment().get(variable.get());
            if (value == null) {
                throw Refusal.usage(
                        "--key-password-env " + variable.get()
                                + ": no such environment variable; give its name, not the" + " password",
                        "--key-password-env " + variable.get() + ": ไม่มีตัวแปรนี้ ให้ระบุชื่อตัวแปร ไม่ใช่รหัสผ่าน");
            }
            return value.toCharArray();
        }
        return file.isPresent() ? firstLine(Inputs.file(file.get())) : new char[0];
    }

    /** Without its line end. */
    static char[] firstLine(Path file) throws Refusal {
        byte[] bytes = new byte[0];
        try {
            if (Files.size(file) > LONGEST_FILE) {
                throw Refusal.input(file + " is too long for a password", file + " ยาวเกินกว่าจะเป็นรหัสผ่าน");
            }
            bytes = Files.readAllBytes(file);
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            int end = 0;
            while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
                end++;
            }
            char[] password = new char[end];
            text.get(password);
            return password;
        } catch (CharacterCodingException e) {
            throw Refusal.input(file + " is not UTF-8 text", file + " ไม่ใช่ข้อความ UTF-8");
        } catch (IOException e) {
            throw Refusal.input("cannot read " + file, "อ่าน " + file + " ไม่ได้");
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
