package dev.capstan.devcluster;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a devcluster shall have.
 *
 * @param directory its own folder, kept at the end; without one a temporary folder that is removed at the end
 * @param nats whether a NATS server with JetStream belongs to it
 * @param nodes number of nodes, at least 1; a real one is alone
 * @param kind whether Pods are played or run
 * @param audit whether the API server logs what service accounts ask for, see {@link Devcluster#auditLog}
 */
public record DevclusterOptions(Optional<Path> directory, boolean nats, int nodes, NodeKind kind, boolean audit) {

    public DevclusterOptions {
        if (nodes < 1 || nodes > 200) {
            throw new IllegalArgumentException("nodes must be 1 to 200, not " + nodes);
        }
        if (kind == NodeKind.REAL && nodes != 1) {
            throw new IllegalArgumentException("there is one real node, not " + nodes);
        }
    }

    /** With simulated nodes, without an audit log. */
    public DevclusterOptions(Optional<Path> directory, boolean nats, int nodes) {
        this(directory, nats, nodes, NodeKind.SIMULATED, false);
    }

    /** A temporary cluster with NATS and one node. */
    public static DevclusterOptions temporary() {
        return new DevclusterOptions(Optional.empty(), true, 1);
    }

    /** A temporary cluster with a node on which Pods run. NATS is left to Pods. */
    public static DevclusterOptions realNode() {
        return new DevclusterOptions(Optional.empty(), false, 1, NodeKind.REAL, false);
    }

    /** The same with an audit log. */
    public DevclusterOptions audited() {
        return new DevclusterOptions(directory, nats, nodes, kind, true);
    }
}
