package dev.capstan.access.git.kube;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** Where mirrors are; what each key means stands next to its default. */
@ConfigMapping(prefix = "capstan.git.mirrors")
interface MirrorsConfig {
    Path path();
}
