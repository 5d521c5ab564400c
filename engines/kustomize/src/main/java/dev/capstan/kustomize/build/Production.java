package dev.capstan.kustomize.build;

import dev.capstan.kustomize.generate.Generator;
import dev.capstan.kustomize.resource.OriginNote;
import java.util.Optional;

/**
 * A generator of a kustomization.
 *
 * @param generator the generator
 * @param origin where it is configured, when origins are recorded
 */
record Production(Generator generator, Optional<OriginNote> origin) {}
