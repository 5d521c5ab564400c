package dev.capstan.applier.ownership.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ResourceCatalog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whether objects exist and are not being deleted; an answer counts for some seconds. Thread-safe. */
public final class LivingObjects {

    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final int MOST = 1_000;

    private final ClusterApi api;
    private final ResourceCatalog catalog;
    private final Clock clock;
    private final Map<ObjectId, Answer> answers = new LinkedHashMap<>();

    private record Answer(boolean isAlive, Instant at) {}

    public LivingObjects(ClusterApi api, Clock clock) {
        this.api = api;
        this.catalog = new ResourceCatalog(api, clock);
        this.clock = clock;
    }

    /** Whether it exists and is not being deleted. When that cannot be told, it does; of a kind that is not served there is none. */
    public boolean isAlive(ObjectId object) {
        Instant now = clock.instant();
        synchronized (answers) {
            Answer known = answers.get(object);
            if (known != null && now.isBefore(known.at().plus(FRESH))) {
                return known.isAlive();
            }
        }
        boolean isAlive = ask(object);
        synchronized (answers) {
            answers.remove(object);
            answers.put(object, new Answer(isAlive, now));
            if (answers.size() > MOST) {
                answers.remove(answers.keySet().iterator().next());
            }
        }
        return isAlive;
    }

    private boolean ask(ObjectId object) {
        return switch (catalog.findPreferred(object.group(), object.kind())) {
            case ResourceCatalog.NotServed _ -> false;
            case ResourceCatalog.Undecided _ -> true;
            case ResourceCatalog.Served(var type) ->
                switch (api.get(type.object(object))) {
                    case ApiResult.Ok<ObjectNode> ok ->
                        !ok.value().path("metadata").hasNonNull("deletionTimestamp");
                    case ApiResult.Refused<ObjectNode> refused -> !refused.isNotFound();
                    case ApiResult.Unreachable<ObjectNode> _ -> true;
                };
        };
    }
}
