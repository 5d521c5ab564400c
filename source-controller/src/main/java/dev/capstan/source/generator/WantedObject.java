package dev.capstan.source.generator;

import dev.capstan.api.artifact.Artifact;
import java.util.Map;

/**
 * An ExternalArtifact as it must be.
 *
 * @param labels all that the generator gives it
 * @param annotations all that the generator gives it
 */
public record WantedObject(
        String name, Map<String, String> labels, Map<String, String> annotations, Artifact artifact) {}
