package dev.capstan.applier.source;

import java.util.Optional;

/**
 * The revision that a run is about.
 *
 * @param name the revision of the source
 * @param origin the upstream revision behind it, when the artifact names one
 */
public record SourceRevision(String name, Optional<String> origin) {}
