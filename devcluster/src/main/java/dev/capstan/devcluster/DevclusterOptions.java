package dev.capstan.devcluster;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a devcluster shall have.
 *
 * @param directory its own folder, kept at the end; without one a temporary folder that is removed at the end
 * @param nats whether a NATS server with JetStream belongs to it
 * @param nodes number of simulated nodes, at least 1
 */
public record DevclusterOptions(Optional<Path> directory, boolean nats, int nodes) {

    public DevclusterOptions {
        if (nodes < 1 || nodes > 200) {
            throw new IllegalArgumentException("nodes must be 1 to 200, not " + nodes);
        }
    }

    /** A temporary cluster with NATS and one node. */
    public static DevclusterOptions temporary() {
        return new DevclusterOptions(Optional.empty(), true, 1);
    }
}
