package dev.capstan.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Which word somebody meant who mistyped it. */
public final class SimilarWords {
    private SimilarWords() {}

    /**
     * The word with the fewest changed letters, where these are at most about a third of it.
     *
     * @param typed in letters of any size
     * @param known words in small letters
     */
    public static Optional<String> nearest(String typed, Collection<String> known) {
        String word = typed.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(candidate -> changes(word, candidate) <= (candidate.length() + 1) / 3)
                .min(Comparator.comparingInt(candidate -> changes(word, candidate)));
    }

    /** How many letters must be added, removed, replaced or exchanged with their neighbour to make one word of the other. */
    private static int changes(String from, String to) {
        int[][] changes = new int[from.length() + 1][to.length() + 1];
        for (int row = 0; row <= from.length(); row++) {
            for (int column = 0; column <= to.length(); column++) {
                changes[row][column] = row == 0 || column == 0 ? row + column : fewest(changes, from, to, row, column);
            }
        }
        return changes[from.length()][to.length()];
    }

    private static int fewest(int[][] changes, String from, String to, int row, int column) {
        int replaced = changes[row - 1][column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
        int fewest = Math.min(replaced, Math.min(changes[row - 1][column], changes[row][column - 1]) + 1);
        boolean isExchanged = row > 1
                && column > 1
                && from.charAt(row - 1) == to.charAt(column - 2)
                && from.charAt(row - 2) == to.charAt(column - 1);
        return isExchanged ? Math.min(fewest, changes[row - 2][column - 2] + 1) : fewest;
    }
}
