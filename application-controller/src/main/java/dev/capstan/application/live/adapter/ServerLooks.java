package dev.capstan.application.live.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.cluster.ClusterConnection;
import dev.capstan.application.live.ServerFacts;
import dev.capstan.apply.cluster.ApiResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/** The version and kinds of a cluster; asked for again when the answer is older than some seconds. */
final class ServerLooks {

    private static final Duration FRESH = Duration.ofSeconds(10);

    private final ClusterConnection connection;
    private final Clock clock;
    private final ReentrantLock looking = new ReentrantLock();
    private ServerFacts last = new ServerFacts("", new TreeSet<>());
    private Instant lookedAt = Instant.MIN;

    ServerLooks(ClusterConnection connection, Clock clock) {
        this.connection = connection;
        this.clock = clock;
    }

    /** What the cluster says; what it said before when it does not answer. */
    ServerFacts facts() {
        looking.lock();
        try {
            if (lookedAt.isBefore(clock.instant().minus(FRESH))) {
                last = look();
                lookedAt = clock.instant();
            }
            return last;
        } finally {
            looking.unlock();
        }
    }

    private ServerFacts look() {
        String version = connection.api().discover("version") instanceof ApiResult.Ok<ObjectNode> ok
                ? ok.value().path("gitVersion").asText("")
                : last.version();
        TreeSet<String> versions = new TreeSet<>();
        connection.catalog().everything().types().forEach(type -> {
            versions.add(type.kind().apiVersion());
            versions.add(type.kind().apiVersion() + "/" + type.kind().kind());
        });
        return new ServerFacts(version, versions.isEmpty() ? last.apiVersions() : versions);
    }
}
