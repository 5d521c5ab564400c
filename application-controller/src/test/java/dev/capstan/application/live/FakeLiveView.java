package dev.capstan.application.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.tracking.Tracking;
import dev.capstan.argo.tracking.TrackingId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A cluster of tests, and the view of it. What is written is seen at once. */
public final class FakeLiveView implements LiveView {
    private static final Set<String> OF_THE_CLUSTER =
            Set.of("Namespace", "CustomResourceDefinition", "ClusterRole", "ClusterRoleBinding", "PersistentVolume");

    private final Map<ObjectKey, Stored> objects = new TreeMap<>();
    private final Map<GroupKind, KindLookup> kinds = new HashMap<>();
    private final Map<String, Wanted> wanted = new HashMap<>();
    private Optional<String> gap = Optional.empty();
    private List<String> problems = List.of();
    private long version = 100;
    private int unpacked;

    private record Stored(String uid, long version, ObjectNode content) {}

    public FakeLiveView() {
        for (String kind : List.of("Namespace", "ConfigMap", "Secret", "Service", "Pod", "ServiceAccount")) {
            serve("", kind);
        }
        serve("apps", "Deployment");
        serve("batch", "Job");
        serve("rbac.authorization.k8s.io", "ClusterRole");
        serve("networking.k8s.io", "Ingress");
        serve("apiextensions.k8s.io", "CustomResourceDefinition");
        serve("argoproj.io", "Application");
    }

    public void serve(String group, String kind) {
        kinds.put(new GroupKind(group, kind), new KindLookup.Served("v1", !OF_THE_CLUSTER.contains(kind)));
    }

    public void hideGap(String why) {
        gap = Optional.of(why);
    }

    public void showAll() {
        gap = Optional.empty();
        problems = List.of();
    }

    public void lack(String problem) {
        problems = List.of(problem);
    }

    /** How often content was unpacked. */
    public int unpacked() {
        return unpacked;
    }

    /** What an Application wants to see. */
    public Optional<Wanted> wantedBy(String application) {
        return Optional.ofNullable(wanted.get(application));
    }

    /** Stores an object, as somebody else would. */
    public void put(ObjectNode object) {
        ObjectKey key = ObjectKey.of(object);
        Stored old = objects.get(key);
        ObjectNode content = object.deepCopy();
        version++;
        String uid = old == null ? "uid-" + version : old.uid();
        content.withObject("/metadata").put("uid", uid).put("resourceVersion", Long.toString(version));
        boolean isGone = Metadata.of(content).isDeleting()
                && content.path("metadata").path("finalizers").isEmpty();
        if (isGone) {
            objects.remove(key);
        } else {
            objects.put(key, new Stored(uid, version, content));
        }
    }

    /** Changes an object, as somebody else would. */
    public void edit(String kind, String name, UnaryOperator<ObjectNode> change) {
        put(change.apply(get(kind, name)));
    }

    /** Deletes an object; one with finalizers, or whose foreground deletion is held, stays for a while. */
    public boolean delete(ObjectKey key) {
        Stored stored = objects.get(key);
        if (stored == null) {
            return false;
        }
        ObjectNode going = stored.content().deepCopy();
        going.withObject("/metadata").put("deletionTimestamp", "2026-01-01T00:00:00Z");
        put(going);
        return true;
    }

    public void remove(String kind, String name) {
        objects.remove(key(kind, name));
    }

    public boolean has(String kind, String name) {
        return objects.keySet().stream()
                .anyMatch(key -> key.kind().equals(kind) && key.name().equals(name));
    }

    public ObjectNode get(String kind, String name) {
        return get(key(kind, name)).orElseThrow();
    }

    public Optional<ObjectNode> get(ObjectKey key) {
        return Optional.ofNullable(objects.get(key))
                .map(stored -> stored.content().deepCopy());
    }

    /** {@code Kind/name} of everything. */
    public List<String> names() {
        return objects.keySet().stream()
                .map(key -> key.kind() + "/" + key.name())
                .sorted()
                .toList();
    }

    /** Everything in a namespace. */
    public List<ObjectNode> in(String namespace) {
        return objects.values().stream()
                .map(Stored::content)
                .filter(object -> Metadata.of(object).namespace().equals(namespace))
                .toList();
    }

    private ObjectKey key(String kind, String name) {
        return objects.keySet().stream()
                .filter(key -> key.kind().equals(kind) && key.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + kind + "/" + name + " among " + names()));
    }

    @Override
    public Readiness want(Wanted wants, Duration limit) {
        wanted.put(wants.application(), wants);
        return new Readiness(problems);
    }

    @Override
    public LiveSet of(String application) {
        Wanted wants = wantedBy(application).orElseGet(() -> new Wanted(application, Set.of(), Set.of()));
        List<LiveObject> found = new ArrayList<>();
        objects.forEach((key, stored) -> {
            boolean isSeen = wants.kinds().contains(GroupKind.of(key));
            if (isSeen && (wants.keys().contains(key) || isMarked(stored.content(), application))) {
                found.add(new Shown(key, stored));
            }
        });
        return new LiveSet(found, gap);
    }

    private static boolean isMarked(JsonNode object, String application) {
        return Metadata.of(object)
                .annotation(Tracking.ID)
                .flatMap(TrackingId::parse)
                .filter(id -> id.application().equals(application))
                .isPresent();
    }

    @Override
    public LiveLookup find(ObjectKey key) {
        Stored stored = objects.get(key);
        return stored == null ? new LiveLookup.Absent() : new LiveLookup.Found(new Shown(key, stored));
    }

    @Override
    public void wrote(ObjectKey key, ObjectNode answer) {
        // It is seen already.
    }

    @Override
    public void deleted(ObjectKey key, String uid) {
        // It is seen already.
    }

    @Override
    public void forget(String application) {
        wanted.remove(application);
    }

    @Override
    public KindLookup kind(String group, String kind) {
        return kinds.getOrDefault(new GroupKind(group, kind), new KindLookup.NotServed());
    }

    @Override
    public ServerFacts server() {
        return new ServerFacts("v1.34.1", Set.of("v1", "apps/v1"));
    }

    private final class Shown implements LiveObject {
        private final ObjectKey key;
        private final Stored stored;

        private Shown(ObjectKey key, Stored stored) {
            this.key = key;
            this.stored = stored;
        }

        @Override
        public ObjectKey key() {
            return key;
        }

        @Override
        public String uid() {
            return stored.uid();
        }

        @Override
        public String resourceVersion() {
            return Long.toString(stored.version());
        }

        @Override
        public long contentHash() {
            ObjectNode compared = stored.content().deepCopy();
            compared.remove("status");
            compared.withObject("/metadata").remove(List.of("resourceVersion", "managedFields", "generation"));
            return compared.toString().hashCode();
        }

        @Override
        public ObjectNode content() {
            unpacked++;
            return stored.content().deepCopy();
        }
    }
}
