package dev.capstan.gotemplate.bounds;

import java.time.Duration;

/**
 * What one run may take.
 *
 * @param time how long it may last
 * @param depth how many templates may be open at once, those called by functions included
 * @param outputBytes bytes of UTF-8 of all that is written; what a nested run writes counts as well
 * @param valueBytes bytes of one value that a function makes
 * @param totalValueBytes bytes of all values that functions make during the run
 */
public record Limits(Duration time, int depth, long outputBytes, long valueBytes, long totalValueBytes) {

    private static final long MEBIBYTE = 1L << 20;

    /**
     * Far above what charts need, and well below what a small process has: 30 s, 10,000 templates, 32 MiB of output,
     * values of 16 MiB and 128 MiB together.
     */
    public static final Limits STANDARD =
            new Limits(Duration.ofSeconds(30), 10_000, 32 * MEBIBYTE, 16 * MEBIBYTE, 128 * MEBIBYTE);

    /** Checks that every limit lets something through. */
    public Limits {
        if (time.isNegative() || time.isZero() || depth < 1) {
            throw new IllegalArgumentException("a run needs time and a depth of at least one");
        }
        if (outputBytes < 0 || valueBytes < 0 || totalValueBytes < 0) {
            throw new IllegalArgumentException("limits of bytes are not negative");
        }
    }

    /** The same limits with another time. */
    public Limits withTime(Duration limit) {
        return new Limits(limit, depth, outputBytes, valueBytes, totalValueBytes);
    }

    /** The same limits with another size of output. */
    public Limits withOutputBytes(long limit) {
        return new Limits(time, depth, limit, valueBytes, totalValueBytes);
    }

    /** The same limits with other sizes of values: of one, and of all together. */
    public Limits withValueBytes(long one, long total) {
        return new Limits(time, depth, outputBytes, one, total);
    }
}
