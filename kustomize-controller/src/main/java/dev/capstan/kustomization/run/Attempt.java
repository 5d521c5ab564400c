package dev.capstan.kustomization.run;

import java.util.Optional;

/**
 * What a run is about.
 *
 * @param revision the revision of the source
 * @param originRevision the upstream revision behind it, when the artifact names one
 */
public record Attempt(String revision, Optional<String> originRevision) {}
