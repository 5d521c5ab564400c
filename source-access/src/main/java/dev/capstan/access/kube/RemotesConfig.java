package dev.capstan.access.kube;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;

/** What may be asked of upstreams, and of which; what each key means stands next to its default. */
@ConfigMapping(prefix = "capstan.source.remotes")
interface RemotesConfig {
    @WithName("allow-loopback")
    boolean allowLoopback();

    @WithName("allow-link-local")
    boolean allowLinkLocal();

    @WithName("requests-at-once")
    int requestsAtOnce();
}
