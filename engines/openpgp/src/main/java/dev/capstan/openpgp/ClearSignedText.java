package dev.capstan.openpgp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A text with a signature below it that people can read, as RFC 9580 has it in its section 7. What is around it, and what the signature
 * does not cover, is refused: nobody reads something else than what was signed.
 *
 * @param text in UTF-8, without white space at the ends of its lines, which is not signed; lines end with {@code \n}, but for the last
 * @param signature armored
 */
public record ClearSignedText(String text, String signature) {
    private static final String BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----";
    private static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
    private static final String END = "-----END PGP SIGNATURE-----";
    private static final String ESCAPE = "- ";
    private static final String HASH = "Hash: ";

    /** Takes a file apart; empty when it is anything else than one such text. */
    public static Optional<ClearSignedText> parse(byte[] file) {
        var lines = lines(file);
        return lines.isPresent() ? parse(lines.get().iterator()) : Optional.empty();
    }

    /** The lines without white space at their ends; empty when they hold control characters, at which readers may part lines. */
    private static Optional<List<String>> lines(byte[] file) {
        var lines = new ArrayList<String>();
        for (var line : decoded(file).split("\n", -1)) {
            var stripped = withoutTrailingSpace(line);
            if (stripped.chars().anyMatch(c -> c != '\t' && Character.isISOControl(c))) {
                return Optional.empty();
            }
            lines.add(stripped);
        }
        return Optional.of(lines);
    }

    /** The text; one that is not UTF-8 becomes a control character. */
    private static String decoded(byte[] file) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException e) {
            return "\0";
        }
    }

    private static String withoutTrailingSpace(String line) {
        int end = line.length();
        while (end > 0 && " \t\r".indexOf(line.charAt(end - 1)) >= 0) {
            end--;
        }
        return line.substring(0, end);
    }

    private static Optional<ClearSignedText> parse(Iterator<String> lines) {
        if (!nextOf(lines).equals(BEGIN) || !skipHeaders(lines)) {
            return Optional.empty();
        }
        var text = new ArrayList<String>();
        var line = nextOf(lines);
        while (!line.equals(SIGNATURE)) {
            if (!lines.hasNext() || (line.startsWith("-") && !line.startsWith(ESCAPE))) {
                return Optional.empty();
            }
            text.add(line.startsWith(ESCAPE) ? line.substring(ESCAPE.length()) : line);
            line = nextOf(lines);
        }
        var signature = new StringBuilder();
        while (!line.equals(END)) {
            if (!lines.hasNext()) {
                return Optional.empty();
            }
            signature.append(line).append('\n');
            line = nextOf(lines);
        }
        while (lines.hasNext()) {
            if (!lines.next().isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(new ClearSignedText(
                String.join("\n", text), signature.append(END).append('\n').toString()));
    }

    private static String nextOf(Iterator<String> lines) {
        return lines.hasNext() ? lines.next() : "";
    }

    /** The only header is the one that names hashes; the signature says by itself which it uses. */
    private static boolean skipHeaders(Iterator<String> lines) {
        while (lines.hasNext()) {
            var line = lines.next();
            if (line.isEmpty()) {
                return true;
            }
            if (!line.startsWith(HASH)) {
                return false;
            }
        }
        return false;
    }

    /** Whether one of the keys signed the text. */
    public OpenPgpCheck check(OpenPgpKeys trusted, Instant now) {
        return trusted.check(signature, text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8), now);
    }
}
