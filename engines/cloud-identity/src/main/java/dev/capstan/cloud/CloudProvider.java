package dev.capstan.cloud;

import java.util.Optional;

/** A cloud. */
public enum CloudProvider {
    /** Amazon Web Services. */
    AWS,
    /** Microsoft Azure. */
    AZURE,
    /** Google Cloud. */
    GCP;

    /** The cloud that specs call {@code aws}, {@code azure} or {@code gcp}; empty for any other word. */
    public static Optional<CloudProvider> of(String name) {
        return switch (name) {
            case "aws" -> Optional.of(AWS);
            case "azure" -> Optional.of(AZURE);
            case "gcp" -> Optional.of(GCP);
            default -> Optional.empty();
        };
    }
}
