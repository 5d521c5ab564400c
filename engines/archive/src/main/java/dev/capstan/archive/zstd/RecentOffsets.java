package dev.capstan.archive.zstd;

/** The last three distances of matches, which short codes stand for. */
final class RecentOffsets {
    private long first = 1;
    private long second = 4;
    private long third = 8;

    /**
     * The distance that a code stands for. Where no literals come first, the codes mean the next one each, because the last match would
     * have gone on by itself.
     */
    long distance(long code, boolean isWithoutLiterals) {
        long place = code > 3 ? code : code + (isWithoutLiterals ? 1 : 0);
        if (place == 1) {
            return first;
        }
        long distance = code > 3 ? code - 3 : place == 2 ? second : place == 3 ? third : first - 1;
        if (place != 2) {
            third = second;
        }
        second = first;
        first = distance;
        return distance;
    }
}
