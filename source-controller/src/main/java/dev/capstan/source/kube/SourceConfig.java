package dev.capstan.source.kube;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;

/** Configuration of the source controller; what each key means stands next to its default. */
@ConfigMapping(prefix = "capstan.source")
interface SourceConfig {
    Storage storage();

    Keep retention();

    @WithName("no-cross-namespace-refs")
    boolean noCrossNamespaceRefs();

    /** Where artifacts are kept and served. */
    interface Storage {
        Path path();

        Kind kind();

        String address();

        @WithName("advertised-address")
        String advertisedAddress();

        @WithName("max-bytes")
        long maxBytes();

        /** Where else than on this disk artifacts are. */
        enum Kind {
            /** Nowhere. */
            DISK,
            /** In a bucket of NATS, for all replicas. */
            NATS
        }
    }

    /** How long artifacts are kept. */
    interface Keep {
        Duration ttl();

        int records();
    }
}
