package dev.capstan.application.plane.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.api.argo.AppProject;
import dev.capstan.application.plane.ControlPlane;
import dev.capstan.application.plane.ControlPlaneListener;
import dev.capstan.application.plane.ControlPlaneView;
import dev.capstan.application.plane.PlaneChange;
import dev.capstan.application.plane.PlaneContents;
import dev.capstan.argo.secret.ArgoSecret;
import dev.capstan.argo.secret.SecretType;
import dev.capstan.runtime.watch.KindWatch;
import dev.capstan.runtime.watch.WatchScope;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control plane out of watches of its namespace: the Secrets of repositories and clusters by their labels, the ConfigMaps that are
 * Argo CD's by theirs, and AppProjects. Nothing else of the namespace is read. What is said there and not acted on is logged, once each.
 */
public final class WatchedControlPlane implements ControlPlaneView, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedControlPlane.class);
    private static final Map<String, String> PART_OF_ARGO = Map.of("app.kubernetes.io/part-of", "argocd");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SETTINGS = "argocd-cm";

    private final String namespace;
    private final Clock clock;
    private final ControlPlaneListener listener;
    private final List<KindWatch<Secret>> secrets = new ArrayList<>();
    private final KindWatch<ConfigMap> configMaps;
    private final KindWatch<AppProject> projects;
    private final Object reading = new Object();
    private final AtomicLong changes = new AtomicLong();
    private Set<String> said = Set.of(); // guarded by reading
    private volatile Optional<Read> read = Optional.empty();

    /** The control plane as it was after a number of changes. */
    private record Read(long change, ControlPlane plane) {}

    /**
     * Prepares the watches.
     *
     * @param namespace of the control plane
     * @param listener told of changes, and of what there is at the start
     */
    public WatchedControlPlane(KubernetesClient client, String namespace, Clock clock, ControlPlaneListener listener) {
        this.namespace = namespace;
        this.clock = clock;
        this.listener = listener;
        var scope = new WatchScope(Optional.of(namespace), Optional.empty());
        for (SecretType type : List.of(SecretType.REPOSITORY, SecretType.REPO_CREDS, SecretType.CLUSTER)) {
            secrets.add(KindWatch.labelled(
                    client,
                    scope,
                    Secret.class,
                    Map.of(SecretType.LABEL, type.label()),
                    told(_ -> type == SecretType.CLUSTER
                            ? new PlaneChange.OfClusters()
                            : new PlaneChange.OfRepositories())));
        }
        this.configMaps =
                KindWatch.labelled(client, scope, ConfigMap.class, PART_OF_ARGO, told(WatchedControlPlane::changeOf));
        this.projects = new KindWatch<>(
                client,
                scope,
                AppProject.class,
                Map.of(),
                told(project -> new PlaneChange.OfProject(project.getMetadata().getName())));
    }

    private interface Meaning<T> {
        PlaneChange of(T object);
    }

    private <T extends HasMetadata> BiConsumer<@Nullable T, @Nullable T> told(Meaning<T> meaning) {
        return (before, after) -> {
            T object = after == null ? before : after;
            if (object != null) {
                changes.incrementAndGet();
                listener.changed(meaning.of(object));
            }
        };
    }

    private static PlaneChange changeOf(ConfigMap configMap) {
        return configMap.getMetadata().getName().equals(SETTINGS)
                ? new PlaneChange.OfSettings()
                : new PlaneChange.OfRepositories();
    }

    /** Begins to watch, and waits at most so long for each kind until what is there now is known. */
    public WatchedControlPlane start(Duration atMost) {
        secrets.forEach(watch -> watch.start(atMost));
        configMaps.start(atMost);
        projects.start(atMost);
        return this;
    }

    /** Whether everything is known; not while AppProjects are not served. */
    public boolean isSynced() {
        return configMaps.isSynced() && projects.isSynced() && secrets.stream().allMatch(KindWatch::isSynced);
    }

    /** Whether there is a project. */
    boolean hasProject(String name) {
        return projects.all()
                .anyMatch(project -> project.getMetadata().getName().equals(name));
    }

    @Override
    public ControlPlane now() {
        Optional<Read> last = read;
        if (last.isPresent() && last.get().change() == changes.get()) {
            return last.get().plane();
        }
        synchronized (reading) {
            // What changes while it is read is seen by whoever comes next.
            long change = changes.get();
            ControlPlane plane = contents().read(clock);
            read = Optional.of(new Read(change, plane));
            say(plane.notices());
            return plane;
        }
    }

    private void say(List<String> notices) {
        for (String notice : notices) {
            if (!said.contains(notice)) {
                LOG.warn("In the namespace {} of the control plane: {}", namespace, notice);
            }
        }
        said = Set.copyOf(notices);
    }

    private PlaneContents contents() {
        Map<String, Map<String, String>> data = new HashMap<>();
        configMaps
                .all()
                .forEach(
                        map -> data.put(map.getMetadata().getName(), map.getData() == null ? Map.of() : map.getData()));
        List<ArgoSecret> described = secrets.stream()
                .flatMap(KindWatch::all)
                .map(ControlPlaneSecret::read)
                .toList();
        List<JsonNode> trees = projects.all().<JsonNode>map(JSON::valueToTree).toList();
        return new PlaneContents(namespace, data, described, trees);
    }

    @Override
    public void close() {
        secrets.forEach(KindWatch::close);
        configMaps.close();
        projects.close();
    }
}
