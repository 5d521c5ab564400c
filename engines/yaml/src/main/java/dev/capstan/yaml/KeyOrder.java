package dev.capstan.yaml;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The order in which go-yaml prints keys: letters by code point, but after everything that is not a letter, and runs of
 * digits by their number, so that {@code a2} comes before {@code a10}. It is not a perfect order (odd mixtures may
 * contradict each other), so the sorting here must not rely on that.
 */
enum KeyOrder {
    /** As go-yaml v2 and kustomize have it. */
    VERSION_2,
    /** As go-yaml v3 has it: right after a digit, a letter comes before everything else. */
    VERSION_3;

    private static final int INSERTION_LIMIT = 12;

    /** The places of the keys in printing order; null when they are in it already. */
    int @Nullable [] sorted(YamlMap map) {
        return sorted(map.size(), place -> map.keyAt(place).text());
    }

    /** As {@link #sorted(YamlMap)}, for keys that are somewhere else. */
    int @Nullable [] sorted(int size, IntFunction<String> keys) {
        int ordered = 1;
        while (ordered < size && !less(keys.apply(ordered), keys.apply(ordered - 1))) {
            ordered++;
        }
        if (ordered >= size) {
            return null;
        }
        int[] places = new int[size];
        for (int i = 0; i < size; i++) {
            places[i] = i;
        }
        sort(keys, places, new int[size], 0, size);
        return places;
    }

    private void sort(IntFunction<String> keys, int[] places, int[] spare, int from, int to) {
        if (to - from <= INSERTION_LIMIT) {
            for (int i = from + 1; i < to; i++) {
                int place = places[i];
                int j = i;
                while (j > from && less(keys.apply(place), keys.apply(places[j - 1]))) {
                    places[j] = places[j - 1];
                    j--;
                }
                places[j] = place;
            }
            return;
        }
        int middle = (from + to) >>> 1;
        sort(keys, places, spare, from, middle);
        sort(keys, places, spare, middle, to);
        System.arraycopy(places, from, spare, from, to - from);
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            boolean takeRight = left == middle || right < to && less(keys.apply(spare[right]), keys.apply(spare[left]));
            places[i] = takeRight ? spare[right++] : spare[left++];
        }
    }

    boolean less(String a, String b) {
        int shared = Math.min(a.length(), b.length());
        for (int i = 0; i < shared; i++) {
            if (a.charAt(i) != b.charAt(i)) {
                return lessFrom(a, b, i);
            }
        }
        return a.length() < b.length();
    }

    private boolean lessFrom(String a, String b, int difference) {
        int at = difference;
        if (at > 0 && Character.isHighSurrogate(a.charAt(at - 1))) {
            at--;
        }
        int ca = a.codePointAt(at);
        int cb = b.codePointAt(at);
        boolean letterA = Character.isLetter(ca);
        boolean letterB = Character.isLetter(cb);
        if (letterA && letterB) {
            return ca < cb;
        }
        if (letterA || letterB) {
            boolean lettersFirst = this == VERSION_3 && at > 0 && Character.isDigit(a.codePointBefore(at));
            return lettersFirst ? letterA : letterB;
        }
        long numberA = 0;
        long numberB = 0;
        if (ca == '0' || cb == '0') {
            for (int j = at - 1; j >= 0 && Character.isDigit(a.charAt(j)); j--) {
                if (a.charAt(j) != '0') {
                    numberA = 1;
                    numberB = 1;
                    break;
                }
            }
        }
        int endA = at;
        while (endA < a.length() && Character.isDigit(a.charAt(endA))) {
            numberA = numberA * 10 + (a.charAt(endA) - '0');
            endA++;
        }
        int endB = at;
        while (endB < b.length() && Character.isDigit(b.charAt(endB))) {
            numberB = numberB * 10 + (b.charAt(endB) - '0');
            endB++;
        }
        if (numberA != numberB) {
            return numberA < numberB;
        }
        if (endA != endB) {
            return endA < endB;
        }
        return ca < cb;
    }
}
