package dev.capstan.git.signature;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A commit or tag taken apart into what was signed and the signature. Read strictly: an object that two readers could understand
 * differently (repeated, reordered or folded headers) is refused, because what was verified must be what is used.
 *
 * @param headers first value of each header
 * @param payload the signed bytes
 * @param signature armored; empty when there is none
 */
public record SignedObject(Map<String, String> headers, byte[] payload, Optional<String> signature) {
    private static final String SIGNATURE_HEADER = "gpgsig";
    private static final List<String> COMMIT_ORDER = List.of("tree", "parent", "author", "committer");
    private static final List<String> TAG_ORDER = List.of("object", "type", "tag", "tagger");
    private static final List<String> FOLDABLE = List.of(SIGNATURE_HEADER, "gpgsig-sha256", "mergetag");
    private static final List<String> REPEATABLE = List.of("parent", "mergetag");
    private static final List<String> ARMOR =
            List.of("-----BEGIN PGP SIGNATURE-----", "-----BEGIN PGP MESSAGE-----", "-----BEGIN SSH SIGNATURE-----");

    /** What reading gives: the object, or why it is refused. */
    public sealed interface Parsed {
        record Good(SignedObject object) implements Parsed {}

        record Refused(String why) implements Parsed {}
    }

    /** Reads a commit object; its signature is a header. */
    public static Parsed commit(byte[] raw) {
        var lines = new HeaderLines(raw);
        var problem = lines.problem(COMMIT_ORDER);
        if (problem.isPresent()) {
            return new Parsed.Refused(problem.get());
        }
        var signature = lines.headers.stream()
                .filter(header -> header.name().equals(SIGNATURE_HEADER))
                .findFirst();
        var payload = signature
                .map(header -> without(raw, header.start(), header.end()))
                .orElse(raw);
        return new Parsed.Good(new SignedObject(lines.values(), payload, signature.map(Header::value)));
    }

    /** Reads a tag object; its signature is the end of its message. */
    public static Parsed tag(byte[] raw) {
        var lines = new HeaderLines(raw);
        var problem = lines.problem(TAG_ORDER);
        if (problem.isPresent()) {
            return new Parsed.Refused(problem.get());
        }
        var text = new String(raw, StandardCharsets.ISO_8859_1); // one char per byte
        int start = -1;
        for (var begin : ARMOR) {
            start = Math.max(start, text.lastIndexOf("\n" + begin));
        }
        if (start < lines.end) {
            return new Parsed.Good(new SignedObject(lines.values(), raw, Optional.empty()));
        }
        var payload = Arrays.copyOf(raw, start + 1);
        return new Parsed.Good(new SignedObject(lines.values(), payload, Optional.of(text.substring(start + 1))));
    }

    private static byte[] without(byte[] raw, int start, int end) {
        var rest = new byte[raw.length - (end - start)];
        System.arraycopy(raw, 0, rest, 0, start);
        System.arraycopy(raw, end, rest, start, raw.length - end);
        return rest;
    }

    private record Header(String name, String value, boolean isFolded, int start, int end) {}

    /** The lines before the empty line. */
    private static final class HeaderLines {
        private final List<Header> headers = new ArrayList<>();
        private Optional<String> damage = Optional.empty();
        private int end;

        HeaderLines(byte[] raw) {
            var text = new String(raw, StandardCharsets.ISO_8859_1);
            int at = 0;
            while (at < text.length() && text.charAt(at) != '\n') {
                int lineEnd = text.indexOf('\n', at);
                if (lineEnd < 0) {
                    damage = Optional.of("its headers do not end");
                    break;
                }
                int start = at;
                var value = new StringBuilder(text.substring(at, lineEnd));
                at = lineEnd + 1;
                var isFolded = false;
                while (at < text.length() && text.charAt(at) == ' ') {
                    int next = text.indexOf('\n', at);
                    next = next < 0 ? text.length() : next;
                    value.append('\n').append(text, at + 1, next);
                    at = Math.min(text.length(), next + 1);
                    isFolded = true;
                }
                add(value.toString(), isFolded, start, at);
            }
            end = at;
        }

        private void add(String line, boolean isFolded, int start, int lineEnd) {
            int space = line.indexOf(' ');
            if (space <= 0 || line.indexOf('\0') >= 0 || line.indexOf('\r') >= 0) {
                damage = Optional.of("it has a header that cannot be read");
                return;
            }
            headers.add(new Header(line.substring(0, space), line.substring(space + 1), isFolded, start, lineEnd));
        }

        Optional<String> problem(List<String> order) {
            if (damage.isPresent()) {
                return damage;
            }
            int position = 0;
            var seen = new ArrayList<String>();
            for (var header : headers) {
                var name = header.name();
                if (seen.contains(name) && !REPEATABLE.contains(name)) {
                    return Optional.of("the header '" + name + "' occurs twice");
                }
                if (header.isFolded() && (order.contains(name) || !FOLDABLE.contains(name))) {
                    return Optional.of("the header '" + name + "' is folded");
                }
                seen.add(name);
                int place = order.indexOf(name);
                if (place >= 0 && place < position) {
                    return Optional.of("the header '" + name + "' is out of place");
                }
                position = place < 0 ? order.size() : place;
            }
            for (var required : order) {
                if (!required.equals("parent") && !seen.contains(required)) {
                    return Optional.of("the header '" + required + "' is missing");
                }
            }
            return Optional.empty();
        }

        Map<String, String> values() {
            var values = new HashMap<String, String>();
            headers.forEach(header -> values.putIfAbsent(
                    header.name(),
                    new String(header.value().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)));
            return Map.copyOf(values);
        }
    }
}
