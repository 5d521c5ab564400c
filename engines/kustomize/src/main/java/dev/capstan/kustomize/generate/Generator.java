package dev.capstan.kustomize.generate;

import dev.capstan.kustomize.resource.Resource;

/** Makes one object. */
@FunctionalInterface
public interface Generator {
    /** The object. */
    Resource generate();
}
