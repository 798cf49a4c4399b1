package dev.vdx.mutation;

import dev.vdx.model.Change;
import dev.vdx.report.Report;
import dev.vdx.verify.SignatureVerdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What may differ in a signed PDF without changing what was signed or by whom. */
final class PdfRules implements Seed.Rules {
    private static final Pattern RANGE = Pattern.compile("/ByteRange\\s*\\[\\s*0\\s+(\\d+)\\s+(\\d+)\\s+(\\d+)\\s*]");
    private static final Pattern OBJECT = Pattern.compile("(?<![0-9])(\\d{1,6}) 0 obj\\b");

    private record Gap(int start, int end) {}

    @Override
    public Optional<String> explain(byte[] original, byte[] mutant, Report sound, Report report) {
        Optional<SignatureVerdict> last = report.verdict().signatures().stream()
                .max(Comparator.comparingLong(s -> s.facts().coverage().end()));
        int covered = last.map(s -> (int) s.facts().coverage().end()).orElse(0);
        if (covered == 0 || mutant.length < covered || original.length < covered) {
            return Optional.empty();
        }
        TreeSet<String> rules = new TreeSet<>();
        int at = 0;
        for (Gap gap : gaps(original, covered)) {
            if (!Arrays.equals(original, at, gap.start(), mutant, at, gap.start())) {
                return Optional.empty();
            }
            rules.add(inGap(original, mutant, gap, report));
            at = gap.end();
        }
        if (!Arrays.equals(original, at, covered, mutant, at, covered)) {
            return Optional.empty();
        }
        rules.add(behind(original, mutant, covered, last.get(), sound));
        rules.remove("same");
        return rules.isEmpty() || rules.contains("") ? Optional.empty() : Optional.of(String.join(" ", rules));
    }

    private static List<Gap> gaps(byte[] file, int covered) {
        List<Gap> gaps = new ArrayList<>();
        for (MatchResult range : RANGE.matcher(text(file)).results().toList()) {
            Gap gap = new Gap(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)));
            if (gap.end() < covered) {
                gaps.add(gap);
            }
        }
        gaps.sort(Comparator.comparingInt(Gap::start));
        return gaps;
    }

    private static String inGap(byte[] original, byte[] mutant, Gap gap, Report report) {
        byte[] before = value(original, gap);
        byte[] after = value(mutant, gap);
        boolean spelling = Arrays.equals(before, after);
        if (spelling) {
            return Arrays.equals(original, gap.start(), gap.end(), mutant, gap.start(), gap.end()) ? "same" : "P2";
        }
        return CmsRules.compare(before, after, report).orElse("");
    }

    /** The value of the hexadecimal string, without the zeros that fill it up. */
    private static byte[] value(byte[] file, Gap gap) {
        String digits =
                text(Arrays.copyOfRange(file, gap.start() + 1, gap.end() - 1)).replaceAll("[\\s\\x00]", "");
        String even = digits.length() % 2 == 0 ? digits : digits + "0";
        byte[] value = even.chars().allMatch(c -> Character.digit(c, 16) >= 0)
                ? HexFormat.of().parseHex(even)
                : new byte[0];
        int end = value.length;
        while (end > 0 && value[end - 1] == 0) {
            end--;
        }
        return Arrays.copyOf(value, end);
    }

    /** What follows the last signature: nothing, blanks, or changes of which each is listed. */
    private static String behind(byte[] original, byte[] mutant, int covered, SignatureVerdict last, Report whole) {
        byte[] before = Arrays.copyOfRange(original, covered, original.length);
        byte[] after = Arrays.copyOfRange(mutant, covered, mutant.length);
        List<Change> changes = last.facts().changesAfter().entries();
        if (Arrays.equals(before, after)) {
            return "same";
        } else if (text(after).chars().allMatch(c -> " \n\r\t\f\0".indexOf(c) >= 0)) {
            return before.length > after.length ? "P1" : "P3";
        }
        Span span = Span.between(before, after);
        TreeSet<String> touched = new TreeSet<>();
        for (MatchResult object : OBJECT.matcher(text(after)).results().toList()) {
            int close = text(after).indexOf("endobj", object.start());
            if (object.start() <= span.end() && span.start() <= close + "endobj".length()) {
                touched.add(object.group(1) + " 0");
            }
        }
        boolean listed = changes.stream().map(Change::object).toList().containsAll(touched);
        if (changes.isEmpty() || !listed) {
            return "";
        }
        return touched.isEmpty() ? sameChanges(last, whole) ? "P5" : "P6" : "P4";
    }

    private static boolean sameChanges(SignatureVerdict last, Report whole) {
        return whole.verdict().signatures().stream()
                .anyMatch(s -> s.facts().changesAfter().equals(last.facts().changesAfter()));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
