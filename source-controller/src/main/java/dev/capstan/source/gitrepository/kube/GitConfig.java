package dev.capstan.source.gitrepository.kube;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;

/** Rules for remotes; what each key means stands next to its default. */
@ConfigMapping(prefix = "capstan.source.git")
interface GitConfig {
    @WithName("allow-loopback")
    boolean allowLoopback();

    @WithName("allow-link-local")
    boolean allowLinkLocal();
}
