package dev.capstan.kustomize.build;

import dev.capstan.kustomize.file.Place;
import dev.capstan.kustomize.resource.OriginNote;
import dev.capstan.kustomize.transform.Transformer;
import java.util.Optional;

/**
 * A transformer of a kustomization.
 *
 * @param transformer the transformer
 * @param place where it is configured
 * @param origin the same for origin annotations, when they are asked for
 */
record Step(Transformer transformer, Place place, Optional<OriginNote> origin) {}
