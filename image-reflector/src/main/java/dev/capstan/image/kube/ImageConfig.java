package dev.capstan.image.kube;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.nio.file.Path;

/** Configuration of the image kinds; what each key means stands next to its default. */
@ConfigMapping(prefix = "capstan.image")
interface ImageConfig {
    Storage storage();

    Remotes remotes();

    @WithName("no-cross-namespace-refs")
    boolean noCrossNamespaceRefs();

    /** Where tags and mirrors are kept. */
    interface Storage {
        Path path();
    }

    /** Which addresses registries and Git servers may have besides public and private ones, and what they must bear. */
    interface Remotes {
        @WithName("allow-loopback")
        boolean allowLoopback();

        @WithName("allow-link-local")
        boolean allowLinkLocal();

        @WithName("requests-at-once")
        int requestsAtOnce();
    }
}
