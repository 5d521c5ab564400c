package dev.capstan.image.kube;

import dev.capstan.access.kube.Upstreams;
import dev.capstan.access.registry.CloudRegistryIdentity;
import dev.capstan.access.registry.PullAccess;
import dev.capstan.access.registry.kube.ClusterPullSecrets;
import dev.capstan.cloud.CloudEnvironment;
import dev.capstan.cloud.CloudIdentities;
import dev.capstan.image.registry.RegistryDoor;
import dev.capstan.image.tags.adapter.TagFiles;
import dev.capstan.oci.registry.RegistryClient;
import dev.capstan.oci.registry.RegistryLimits;
import dev.capstan.runtime.bus.BusConsumer;
import dev.capstan.runtime.host.Controller;
import dev.capstan.runtime.host.ControllerIdentity;
import dev.capstan.runtime.host.ControllerScope;
import dev.capstan.runtime.host.ReconcileRequests;
import dev.capstan.runtime.reconcile.KindReconciler;
import dev.capstan.runtime.reconcile.ReconcilerServices;
import dev.capstan.runtime.secret.kube.SecretLookup;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** The controller: what the image kinds share, and a reconciler for every kind that has a factory. */
@Singleton
public class ImageController implements Controller {
    private final ImageConfig config;
    private final Instance<ReconcilerServices> services;
    private final Instance<Upstreams> upstreams;
    private final Instance<MeterRegistry> metrics;
    private final Instance<ImageKindFactory> kinds;
    private final List<KindReconciler<?, ?>> reconcilers = new ArrayList<>();

    @Inject
    ImageController(
            ImageConfig config,
            Instance<ReconcilerServices> services,
            Instance<Upstreams> upstreams,
            Instance<MeterRegistry> metrics,
            @Any Instance<ImageKindFactory> kinds) {
        this.config = config;
        this.services = services;
        this.upstreams = upstreams;
        this.metrics = metrics;
        this.kinds = kinds;
    }

    @Override
    public ControllerIdentity identity() {
        return ImageIdentities.REFLECTOR;
    }

    @Override
    public void start(ControllerScope scope) {
        try {
            open(scope);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the image controller cannot keep files in "
                            + config.storage().path()
                            + "; set capstan.image.storage.path to a folder that it may write",
                    e);
        }
    }

    private void open(ControllerScope scope) throws IOException {
        var shared = services.get();
        var addresses = upstreams.get().addresses();
        var http = scope.keep(upstreams.get().open(addresses));
        var cloud = scope.keep(CloudIdentities.open(http, CloudEnvironment.ofProcess(), shared.clock()));
        var secrets = new SecretLookup(shared.client());
        var registries = new RegistryClient(http, RegistryLimits.DEFAULT);
        var access = new PullAccess(
                secrets::read, new ClusterPullSecrets(shared.client()), new CloudRegistryIdentity(cloud));
        var folder = Files.createDirectories(config.storage().path());
        var forKinds = new ImageServices(
                shared,
                secrets,
                registries,
                new RegistryDoor(registries, access),
                http,
                addresses,
                cloud,
                TagFiles.open(folder.resolve("tags")),
                new ImageObjects(),
                new ImageChanges(),
                metrics.get(),
                folder,
                !config.noCrossNamespaceRefs(),
                scope);
        for (var kind : kinds) {
            reconcilers.add(kind.open(forKinds));
        }
    }

    @Override
    public List<KindReconciler<?, ?>> reconcilers() {
        return List.copyOf(reconcilers);
    }

    @Override
    public List<BusConsumer<?>> consumers() {
        return List.of(new ReconcileRequests("image-requests", reconcilers()));
    }
}
