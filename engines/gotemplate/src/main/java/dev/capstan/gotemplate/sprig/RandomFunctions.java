package dev.capstan.gotemplate.sprig;

import static dev.capstan.gotemplate.value.GoType.INT;

import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoType;
import dev.capstan.gotemplate.value.Int;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/** What differs from run to run; the numbers come from the run's SecureRandom. */
final class RandomFunctions {

    private static final String DIGITS = "0123456789";
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int UUID_BYTES = 16;

    private RandomFunctions() {}

    static void addTo(Map<String, GoFunction> functions) {
        functions.put("randAlphaNum", randomText(DIGITS + LETTERS));
        functions.put("randAlpha", randomText(LETTERS));
        functions.put("randNumeric", randomText(DIGITS));
        functions.put("randAscii", randomText(printable()));
        functions.put(
                "randBytes",
                GoFunction.of(
                        (a, run) -> GoBase64.encode(bytes(a.integer(0), run.service(SecureRandom.class), run.bounds())),
                        INT));
        functions.put(
                "randInt",
                GoFunction.of(
                        (a, run) -> randInt(a.integer(0), a.integer(1), run.service(SecureRandom.class)), INT, INT));
        functions.put(
                "shuffle",
                GoFunction.of(
                        (a, run) -> shuffled(a.text(0), run.service(SecureRandom.class), run.bounds()), GoType.STRING));
        functions.put("uuidv4", GoFunction.of((_, run) -> uuid(run.service(SecureRandom.class))));
    }

    private static String printable() {
        StringBuilder all = new StringBuilder();
        for (char c = ' '; c < 0x7F; c++) {
            all.append(c);
        }
        return all.toString();
    }

    private static GoFunction randomText(String alphabet) {
        return GoFunction.of(
                (a, run) -> {
                    long count = Math.max(a.integer(0), 0);
                    run.bounds().value(count);
                    SecureRandom random = run.service(SecureRandom.class);
                    StringBuilder text = new StringBuilder((int) count);
                    for (long i = 0; i < count; i++) {
                        run.bounds().step();
                        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
                    }
                    return text.toString();
                },
                INT);
    }

    private static byte[] bytes(long count, SecureRandom random, Bounds bounds) {
        if (count < 0) {
            throw Panic.sliceLength();
        }
        bounds.value(count * 2);
        byte[] bytes = new byte[(int) count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Int randInt(long from, long to, SecureRandom random) {
        if (to - from <= 0) {
            throw new FunctionException("invalid argument to Intn");
        }
        return Int.of(random.nextLong(to - from) + from);
    }

    private static String shuffled(String text, SecureRandom random, Bounds bounds) {
        bounds.value((long) text.length() * Integer.BYTES);
        int[] characters = text.codePoints().toArray();
        for (int i = characters.length - 1; i > 0; i--) {
            bounds.step();
            int other = random.nextInt(i + 1);
            int c = characters[i];
            characters[i] = characters[other];
            characters[other] = c;
        }
        return new String(characters, 0, characters.length);
    }

    /** A version 4 UUID: all bits random but those that say so. */
    private static String uuid(SecureRandom random) {
        byte[] bytes = new byte[UUID_BYTES];
        random.nextBytes(bytes);
        bytes[6] = (byte) (bytes[6] & 0x0f | 0x40);
        bytes[8] = (byte) (bytes[8] & 0x3f | 0x80);
        String hex = HexFormat.of().formatHex(bytes);
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20));
    }
}
