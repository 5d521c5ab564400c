/** ArtifactGenerator objects: from the spec to artifacts, ExternalArtifact objects, status and events. */
@NullMarked
package dev.capstan.source.generator.kube;

import org.jspecify.annotations.NullMarked;
