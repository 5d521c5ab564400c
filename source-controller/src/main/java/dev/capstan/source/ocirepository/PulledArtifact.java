package dev.capstan.source.ocirepository;

import dev.capstan.source.artifact.ArtifactOwner;
import dev.capstan.source.artifact.StoredArtifact;
import java.util.Map;

/**
 * What was made of a manifest.
 *
 * @param owner of the stored file
 * @param annotations of the manifest
 */
record PulledArtifact(ArtifactOwner owner, StoredArtifact stored, Map<String, String> annotations) {}
