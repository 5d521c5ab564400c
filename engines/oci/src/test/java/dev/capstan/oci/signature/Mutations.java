package dev.capstan.oci.signature;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Texts that differ from a good one in a few characters, the same ones in every run. */
public final class Mutations {
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_\"{}[]:,";

    private Mutations() {}

    public static Stream<String> of(String good, int count) {
        var random = new Random(7);
        return IntStream.range(0, count).mapToObj(_ -> mutated(good, random));
    }

    private static String mutated(String good, Random random) {
        var text = new StringBuilder(good);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(text.length());
            char other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(8)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, other);
                default -> text.setCharAt(at, other);
            }
        }
        return text.toString();
    }
}
