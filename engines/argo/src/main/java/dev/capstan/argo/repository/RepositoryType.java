package dev.capstan.argo.repository;

import java.util.Locale;
import java.util.Optional;

/** What a repository is. */
public enum RepositoryType {
    GIT,
    HELM,
    OCI;

    /** The type as it is written in a Secret; {@link #GIT} for an empty text, and empty for any other. */
    public static Optional<RepositoryType> of(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "", "git" -> Optional.of(GIT);
            case "helm" -> Optional.of(HELM);
            case "oci" -> Optional.of(OCI);
            default -> Optional.empty();
        };
    }
}
