package dev.capstan.image.kube;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.nio.file.Path;

/** Configuration of the image kinds; what each key means stands next to its default. */
@ConfigMapping(prefix = "capstan.image")
interface ImageConfig {
    Storage storage();

    @WithName("no-cross-namespace-refs")
    boolean noCrossNamespaceRefs();

    /** Where tags and mirrors are kept. */
    interface Storage {
        Path path();
    }
}
