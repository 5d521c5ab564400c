package dev.capstan.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.adapter.Fabric8ClusterApi;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.drift.Drift;
import dev.capstan.apply.health.Health;
import dev.capstan.apply.inventory.Inventory;
import dev.capstan.apply.inventory.InventoryJournal;
import dev.capstan.apply.profile.ApplyProfile;
import dev.capstan.apply.prune.PruneOutcome;
import dev.capstan.apply.prune.PruneRequest;
import dev.capstan.apply.prune.Pruner;
import dev.capstan.apply.watch.ManagedObjectListener;
import dev.capstan.apply.watch.ManagedObjectWatch;
import dev.capstan.apply.watch.ObjectHealth;
import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlReader;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;

/** The engine against a real cluster, as a controller would put it together. */
final class ApplyFixture implements AutoCloseable {

    final ClusterApi api;
    final ResourceCatalog catalog;
    final ManagedObjectWatch watch;
    final Applier applier;
    final Pruner pruner;
    final BlockingQueue<Drift> drifts = new LinkedBlockingQueue<>();
    final BlockingQueue<ObjectId> vanished = new LinkedBlockingQueue<>();
    final Owner owner;
    private final String namespace;

    ApplyFixture(KubernetesClient client, String namespace) {
        this(Fabric8ClusterApi.of(client), namespace, "app");
    }

    ApplyFixture(ClusterApi api, String namespace, String name) {
        this(api, namespace, name, api);
    }

    /** Applies in the name of a user; watches with the rights of the controller. */
    ApplyFixture(ClusterApi api, String namespace, String name, String user) {
        this(api, namespace, name, api.impersonating(user));
    }

    private ApplyFixture(ClusterApi api, String namespace, String name, ClusterApi applying) {
        this.namespace = namespace;
        this.owner = Owner.kustomization(namespace, name);
        this.api = applying;
        this.catalog = new ResourceCatalog(api, Clock.systemUTC());
        this.watch = ManagedObjectWatch.start(
                api,
                ApplyProfile.kustomize(),
                new ManagedObjectListener() {
                    @Override
                    public void drifted(Drift drift) {
                        if (drift.owner().equals(owner)) {
                            drifts.add(drift);
                        }
                    }

                    @Override
                    public void vanished(Owner of, ObjectId id) {
                        if (of.equals(owner)) {
                            vanished.add(id);
                        }
                    }

                    @Override
                    public void healthChanged(Owner of, ObjectHealth before, Health now) {}
                },
                Clock.systemUTC());
        this.applier = new Applier(catalog, watch, Clock.systemUTC());
        this.pruner = new Pruner(catalog, watch, api, Clock.systemUTC());
    }

    /** Manifests of a text; {@code NS} stands for the namespace. */
    List<Manifest> manifests(String yaml) {
        byte[] text = yaml.replace("NS", namespace).getBytes(StandardCharsets.UTF_8);
        List<Manifest> manifests = new ArrayList<>();
        for (var document : YamlReader.readAll("app.yaml", text, Limits.DEFAULT)) {
            switch (ManifestReader.read(document, Dialect.KUSTOMIZE)) {
                case Manifest.Readable readable -> manifests.add(readable.manifest());
                case Manifest.Unreadable unreadable -> throw new AssertionError(unreadable.problem());
            }
        }
        return manifests;
    }

    ApplyOutcome apply(String yaml) {
        return apply(yaml, builder -> builder);
    }

    ApplyOutcome apply(String yaml, UnaryOperator<ApplyRequest.Builder> options) {
        ApplyRequest.Builder builder =
                ApplyRequest.builder(owner, manifests(yaml)).revision("main@sha1:abc");
        return applier.apply(options.apply(builder).build(), api, InventoryJournal.none(), new Cancellation());
    }

    ApplyOutcome.Applied applied(String yaml) {
        return applied(yaml, builder -> builder);
    }

    ApplyOutcome.Applied applied(String yaml, UnaryOperator<ApplyRequest.Builder> options) {
        return switch (apply(yaml, options)) {
            case ApplyOutcome.Applied applied -> applied;
            case ApplyOutcome.ApplyFailed failed -> throw new AssertionError(failed.failures());
        };
    }

    ApplyOutcome.ApplyFailed refused(String yaml) {
        return refused(yaml, builder -> builder);
    }

    ApplyOutcome.ApplyFailed refused(String yaml, UnaryOperator<ApplyRequest.Builder> options) {
        return switch (apply(yaml, options)) {
            case ApplyOutcome.Applied applied -> throw new AssertionError("was applied: " + applied.changes());
            case ApplyOutcome.ApplyFailed failed -> failed;
        };
    }

    PruneOutcome prune(Inventory stale) {
        return pruner.prune(PruneRequest.of(owner, stale), api, new Cancellation());
    }

    ObjectRef ref(String group, String version, String kind, String name) {
        return switch (catalog.find(new ResourceKind(group, version, kind))) {
            case ResourceCatalog.Served served -> ref(served.type(), name);
            case ResourceCatalog.NotServed _, ResourceCatalog.Undecided _ ->
                throw new AssertionError(kind + " is not served");
        };
    }

    private ObjectRef ref(ResourceType type, String name) {
        return new ObjectRef(type, type.isNamespaced() ? namespace : "", name);
    }

    ObjectRef configMap(String name) {
        return ref("", "v1", "ConfigMap", name);
    }

    /** The object as it is in the cluster. */
    JsonNode live(ObjectRef ref) {
        return switch (api.get(ref)) {
            case ApiResult.Ok<ObjectNode> ok -> ok.value();
            case ApiResult.Refused<ObjectNode> refused -> throw new AssertionError(refused);
            case ApiResult.Unreachable<ObjectNode> unreachable -> throw new AssertionError(unreachable);
        };
    }

    boolean exists(ObjectRef ref) {
        return api.get(ref) instanceof ApiResult.Ok<ObjectNode>;
    }

    static List<String> lines(ChangeSet changes) {
        return changes.changes().stream().map(Change::line).sorted().toList();
    }

    @Override
    public void close() {
        watch.close();
    }
}
