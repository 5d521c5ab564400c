package dev.capstan.application.live.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.cluster.ClusterConnection;
import dev.capstan.application.live.ServerFacts;
import dev.capstan.apply.cluster.ApiResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/** The version and kinds of a cluster; asked for again when the answer is older than some seconds. */
final class ServerLooks {

    private static final Duration FRESH = Duration.ofSeconds(10);

    private final ClusterConnection connection;
    private final Clock clock;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Look last = new Look(new ServerFacts("", Set.of()), Instant.MIN);

    private record Look(ServerFacts facts, Instant at) {}

    ServerLooks(ClusterConnection connection, Clock clock) {
        this.connection = connection;
        this.clock = clock;
    }

    /** What the cluster says; what it said before when it does not answer, or is being asked already. */
    ServerFacts facts() {
        Look before = last;
        boolean isFirst = before.at().equals(Instant.MIN);
        if (isFirst) {
            looking.lock();
        } else if (isFresh() || !looking.tryLock()) {
            return before.facts();
        }
        try {
            if (!isFresh()) {
                ServerFacts now = look(last.facts());
                last = new Look(now, clock.instant());
            }
            return last.facts();
        } finally {
            looking.unlock();
        }
    }

    private boolean isFresh() {
        return !last.at().isBefore(clock.instant().minus(FRESH));
    }

    private ServerFacts look(ServerFacts before) {
        String version = connection.api().discover("version") instanceof ApiResult.Ok<ObjectNode> ok
                ? ok.value().path("gitVersion").asText("")
                : before.version();
        TreeSet<String> versions = new TreeSet<>();
        connection.catalog().everything().types().forEach(type -> {
            versions.add(type.kind().apiVersion());
            versions.add(type.kind().apiVersion() + "/" + type.kind().kind());
        });
        return new ServerFacts(version, versions.isEmpty() ? before.apiVersions() : versions);
    }
}
