package dev.capstan.yaml;

/**
 * What the reader accepts before it refuses a text.
 *
 * @param bytes largest text
 * @param depth deepest nesting of maps and lists
 * @param aliasedNodes how many nodes all aliases of a file may stand for together
 */
public record Limits(int bytes, int depth, int aliasedNodes) {
    /** Fits the largest real bundles of custom resource definitions with room to spare, and small thread stacks. */
    public static final Limits DEFAULT = new Limits(64 << 20, 256, 400_000);
}
