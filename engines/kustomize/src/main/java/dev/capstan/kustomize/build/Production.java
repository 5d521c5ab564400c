package dev.capstan.kustomize.build;

import dev.capstan.kustomize.file.Place;
import dev.capstan.kustomize.generate.Generator;
import dev.capstan.kustomize.resource.OriginNote;
import java.util.Optional;

/**
 * A generator of a kustomization.
 *
 * @param generator the generator
 * @param place where it is configured
 * @param origin the same for origin annotations, when they are asked for
 */
record Production(Generator generator, Place place, Optional<OriginNote> origin) {}
