package dev.capstan.objectstore;

/**
 * How much one listing may ask of us; each bound is checked while reading.
 *
 * @param pages answers of the server to one listing
 * @param objects in all pages together
 * @param keyBytes of all keys and etags together, in UTF-8
 */
public record ListingLimits(int pages, int objects, long keyBytes) {

    /** Characters in one key: several times what any store allows. Longer ones are not looked into. */
    public static final int LONGEST_KEY = 4096;

    /** 100,000 objects, 2,000 pages, 32 MiB of keys. */
    public static final ListingLimits DEFAULT = new ListingLimits(2_000, 100_000, 32L << 20);

    /** Refuses limits that would let nothing through. */
    public ListingLimits {
        if (pages <= 0 || objects <= 0 || keyBytes <= 0) {
            throw new IllegalArgumentException("limits of listings must be positive");
        }
    }
}
