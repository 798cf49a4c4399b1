package dev.vdx.mutation;

import dev.vdx.report.Report;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** What may differ in a container (EN 319 162-1, A; APPNOTE.TXT 4.3) without changing what was signed or by whom. */
final class ContainerRules implements Seed.Rules {

    @Override
    public Optional<String> explain(byte[] original, byte[] mutant, Report sound, Report report) {
        try {
            Map<String, byte[]> before = streamed(original);
            Map<String, byte[]> after = listed(mutant);
            if (!before.keySet().equals(after.keySet())) {
                return Optional.empty();
            }
            String rule = "Z1";
            for (String name : before.keySet()) {
                if (!Arrays.equals(before.get(name), after.get(name))) {
                    Optional<String> why = name.endsWith(".p7s")
                            ? CmsRules.compare(before.get(name), after.get(name), report)
                            : Optional.empty();
                    if (why.isEmpty()) {
                        return Optional.empty();
                    }
                    rule = why.get();
                }
            }
            return Optional.of(rule);
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Map<String, byte[]> streamed(byte[] zip) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                entries.put(e.getName(), in.readAllBytes());
            }
        }
        return entries;
    }

    /** By the central directory, as most programs read it. */
    private static Map<String, byte[]> listed(byte[] zip) throws IOException {
        Path file = Files.createTempFile("mutant", ".zip");
        try {
            Files.write(file, zip);
            Map<String, byte[]> entries = new LinkedHashMap<>();
            try (ZipFile in = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
                for (ZipEntry e : in.stream().map(ZipEntry.class::cast).toList()) {
                    entries.put(e.getName(), in.getInputStream(e).readAllBytes());
                }
            }
            return entries;
        } finally {
            Files.delete(file);
        }
    }
}
