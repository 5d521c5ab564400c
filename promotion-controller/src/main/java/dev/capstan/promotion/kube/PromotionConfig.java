package dev.capstan.promotion.kube;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.nio.file.Path;

/** Configuration of promotions; what each key means stands next to its default. */
@ConfigMapping(prefix = "capstan.promotion")
interface PromotionConfig {
    Storage storage();

    @WithName("no-cross-namespace-refs")
    boolean noCrossNamespaceRefs();

    /** Where repositories are kept. */
    interface Storage {
        Path path();
    }
}
