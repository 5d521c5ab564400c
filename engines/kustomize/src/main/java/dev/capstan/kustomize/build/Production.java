package dev.capstan.kustomize.build;

import dev.capstan.kustomize.file.Place;
import dev.capstan.kustomize.generate.Generator;
import dev.capstan.kustomize.resource.OriginNote;
import java.util.Optional;

/**
 * A generator of a kustomization.
 *
 * @param generator the generator
 * @param isBuiltIn whether it stands in the kustomization file itself
 * @param place where it is configured
 * @param origin the same for origin annotations, when they are asked for
 */
record Production(Generator generator, boolean isBuiltIn, Place place, Optional<OriginNote> origin) {}
