package dev.capstan.apply.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.ResourceKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * How the kinds of a cluster are served. Two requests read everything; definitions that are applied are learnt from their
 * own text, so that a custom resource can follow in the same set without asking again. Thread-safe.
 */
public final class ResourceCatalog {

    /** What is known of a kind. */
    public sealed interface Lookup {}

    /** It is served. */
    public record Served(ResourceType type) implements Lookup {}

    /** The cluster does not serve it. */
    public record NotServed() implements Lookup {}

    /**
     * It cannot be said now, because discovery failed or an aggregated API is down. Nothing may be concluded from that.
     *
     * @param why for people
     */
    public record Undecided(String why) implements Lookup {}

    /**
     * All that is served.
     *
     * @param gap why there may be more; empty when this is everything
     */
    public record Everything(List<ResourceType> types, Optional<String> gap) {
        public Everything {
            types = List.copyOf(types);
        }
    }

    /**
     * How old the answer may be by which a kind is unknown. Long enough for all unknown kinds of one set to share it, and short
     * enough that a definition which somebody else has just installed is not denied.
     */
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final ClusterApi api;
    private final Clock clock;
    private final ReentrantLock refreshing = new ReentrantLock();
    private volatile Snapshot snapshot = Snapshot.none();

    private record Snapshot(
            Map<ResourceKind, ResourceType> types, Set<String> staleGroups, Optional<String> failure, Instant readAt) {

        Snapshot {
            types = Collections.unmodifiableMap(types);
        }

        static Snapshot none() {
            return new Snapshot(Map.of(), Set.of(), Optional.empty(), Instant.MIN);
        }

        /** The types in the order in which the cluster prefers the versions of a group. */
        Optional<ResourceType> preferred(String group, String kind) {
            return types.values().stream()
                    .filter(type -> type.kind().is(group, kind))
                    .findFirst();
        }
    }

    /** A catalog that reads with that identity on first use. */
    public ResourceCatalog(ClusterApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    /** Looks a kind up; asks the cluster again when it is not known. */
    public Lookup find(ResourceKind kind) {
        ResourceType known = snapshot.types().get(kind);
        if (known != null) {
            return new Served(known);
        }
        Snapshot fresh = refreshedAfter(clock.instant().minus(PAUSE));
        ResourceType found = fresh.types().get(kind);
        return found == null ? notFound(fresh, kind.group()) : new Served(found);
    }

    private static Lookup notFound(Snapshot fresh, String group) {
        if (fresh.failure().isPresent()) {
            return new Undecided(fresh.failure().get());
        }
        return fresh.staleGroups().contains(group)
                ? new Undecided("the API group " + group + " does not answer")
                : new NotServed();
    }

    /** Looks a kind up in the version that the cluster prefers; asks the cluster again when it is not known. */
    public Lookup findPreferred(String group, String kind) {
        Optional<ResourceType> known = snapshot.preferred(group, kind);
        if (known.isPresent()) {
            return new Served(known.get());
        }
        Snapshot fresh = refreshedAfter(clock.instant().minus(PAUSE));
        return fresh.preferred(group, kind).<Lookup>map(Served::new).orElseGet(() -> notFound(fresh, group));
    }

    /** Looks a kind up by group and kind, any version, the preferred one first. */
    public Lookup findAnyVersion(String group, String kind, String preferredVersion) {
        Lookup exact = find(new ResourceKind(group, preferredVersion, kind));
        if (!(exact instanceof NotServed)) {
            return exact;
        }
        return snapshot.preferred(group, kind).<Lookup>map(Served::new).orElse(exact);
    }

    /** Every kind that is served, as the cluster says it now. */
    public Everything everything() {
        Snapshot fresh = refreshedAfter(clock.instant().minus(PAUSE));
        Optional<String> gap = fresh.failure()
                .or(() -> fresh.staleGroups().stream()
                        .sorted()
                        .findFirst()
                        .map(group -> "the API group " + group + " does not answer"));
        return new Everything(List.copyOf(fresh.types().values()), gap);
    }

    /** Takes note of a definition that was just applied. */
    public void learn(JsonNode customResourceDefinition) {
        JsonNode spec = customResourceDefinition.path("spec");
        String group = spec.path("group").asText("");
        String kind = spec.path("names").path("kind").asText("");
        String plural = spec.path("names").path("plural").asText("");
        boolean isNamespaced = spec.path("scope").asText("").equals("Namespaced");
        if (group.isEmpty() || kind.isEmpty() || plural.isEmpty()) {
            return;
        }
        Map<ResourceKind, ResourceType> learnt = new LinkedHashMap<>();
        for (JsonNode version : spec.path("versions")) {
            if (version.path("served").asBoolean(false)) {
                ResourceKind type = new ResourceKind(group, version.path("name").asText(), kind);
                learnt.put(type, new ResourceType(type, plural, isNamespaced));
            }
        }
        change(types -> types.putAll(learnt));
    }

    /** Takes note that a kind turned out not to be served any more. */
    public void forget(ResourceKind kind) {
        change(types -> types.remove(kind));
    }

    private void change(Consumer<Map<ResourceKind, ResourceType>> change) {
        refreshing.lock();
        try {
            Map<ResourceKind, ResourceType> types = new LinkedHashMap<>(snapshot.types());
            change.accept(types);
            snapshot = new Snapshot(types, snapshot.staleGroups(), snapshot.failure(), snapshot.readAt());
        } finally {
            refreshing.unlock();
        }
    }

    private Snapshot refreshedAfter(Instant oldest) {
        refreshing.lock();
        try {
            if (snapshot.readAt().isBefore(oldest)) {
                snapshot = read();
            }
            return snapshot;
        } finally {
            refreshing.unlock();
        }
    }

    private Snapshot read() {
        Map<ResourceKind, ResourceType> types = new LinkedHashMap<>();
        Set<String> stale = new HashSet<>();
        for (String path : new String[] {"api", "apis"}) {
            switch (api.discover(path)) {
                case ApiResult.Ok<ObjectNode> ok -> collect(ok.value(), types, stale);
                case ApiResult.Refused<ObjectNode> refused -> {
                    return failed(refused.message());
                }
                case ApiResult.Unreachable<ObjectNode> unreachable -> {
                    return failed(unreachable.what());
                }
            }
        }
        return new Snapshot(types, Set.copyOf(stale), Optional.empty(), clock.instant());
    }

    /** Keeps what was known: a kind does not vanish because discovery fails. Asks again at the next look-up. */
    private Snapshot failed(String why) {
        return new Snapshot(snapshot.types(), snapshot.staleGroups(), Optional.of(why), Instant.MIN);
    }

    private static void collect(JsonNode document, Map<ResourceKind, ResourceType> types, Set<String> stale) {
        for (JsonNode group : document.path("items")) {
            String groupName = group.path("metadata").path("name").asText("");
            for (JsonNode version : group.path("versions")) {
                if (version.path("freshness").asText("").equals("Stale")) {
                    stale.add(groupName);
                }
                for (JsonNode resource : version.path("resources")) {
                    String kind = resource.path("responseKind").path("kind").asText("");
                    if (!kind.isEmpty()) {
                        ResourceKind type = new ResourceKind(
                                groupName, version.path("version").asText(), kind);
                        types.putIfAbsent(
                                type,
                                new ResourceType(
                                        type,
                                        resource.path("resource").asText(),
                                        resource.path("scope").asText().equals("Namespaced")));
                    }
                }
            }
        }
    }
}
