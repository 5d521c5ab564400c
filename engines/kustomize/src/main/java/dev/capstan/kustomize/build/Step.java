package dev.capstan.kustomize.build;

import dev.capstan.kustomize.resource.OriginNote;
import dev.capstan.kustomize.transform.Transformer;
import java.util.Optional;

/**
 * A transformer of a kustomization.
 *
 * @param transformer the transformer
 * @param origin where it is configured, when origins are recorded
 */
record Step(Transformer transformer, Optional<OriginNote> origin) {}
