package dev.capstan.cli.manifests;

import java.util.Optional;

/**
 * Which images are run.
 *
 * @param registry where the controllers' images are, such as {@code ghcr.io/org}; a host alone stands for its {@code capstan/}; empty
 *     for the names that the manifests have
 * @param tag version of the controllers' images, and of the installation
 * @param nats the whole image of NATS; empty for that of the manifests
 * @param pullSecret the Secret of the namespace that all pods pull with; empty for none
 */
public record Images(Optional<String> registry, String tag, Optional<String> nats, Optional<String> pullSecret) {

    private static final String FOLDER = "capstan";

    /** Those of the manifests. */
    public static Images of(Catalog catalog) {
        return new Images(Optional.empty(), catalog.version(), Optional.empty(), Optional.empty());
    }

    /** These from another registry. */
    public Images withRegistry(Optional<String> other) {
        return new Images(other, tag, nats, pullSecret);
    }

    /** These with another tag. */
    public Images withTag(String other) {
        return new Images(registry, other, nats, pullSecret);
    }

    /** These with another image of NATS. */
    public Images withNats(Optional<String> other) {
        return new Images(registry, tag, other, pullSecret);
    }

    /** These with another Secret to pull with. */
    public Images withPullSecret(Optional<String> other) {
        return new Images(registry, tag, nats, other);
    }

    /** The name, without tag, of an image as the manifests call it: the last part of its name. */
    String name(String image) {
        return registry.map(where -> where.contains("/") ? where + "/" + image : where + "/" + FOLDER + "/" + image)
                .orElse(FOLDER + "/" + image);
    }
}
