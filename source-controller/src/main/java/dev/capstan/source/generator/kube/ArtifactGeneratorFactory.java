package dev.capstan.source.generator.kube;

import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.source.ArtifactGenerator;
import dev.capstan.api.source.ArtifactGeneratorStatus;
import dev.capstan.api.source.ExternalArtifact;
import dev.capstan.runtime.artifact.HttpArtifactDownload;
import dev.capstan.runtime.host.ControllerIdentity;
import dev.capstan.runtime.reconcile.KindConventions;
import dev.capstan.runtime.reconcile.KindReconciler;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import dev.capstan.runtime.watch.KindWatch;
import dev.capstan.source.generator.ArtifactComposer;
import dev.capstan.source.generator.ArtifactStorage;
import dev.capstan.source.generator.GeneratorLimits;
import dev.capstan.source.generator.adapter.SourceArtifacts;
import dev.capstan.source.generator.adapter.TarGzUnpacker;
import dev.capstan.source.kube.Dependents;
import dev.capstan.source.kube.KindReconcilerFactory;
import dev.capstan.source.kube.KindReconcilerServices;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Opens the reconciler of ArtifactGenerators, and the watch of what they make and read. */
@Singleton
final class ArtifactGeneratorFactory implements KindReconcilerFactory {
    private static final Duration DOWNLOAD_LIMIT = Duration.ofSeconds(60);

    /** In events and as field manager it is known from Flux, where it is a controller of its own. */
    private static final ControllerIdentity IDENTITY =
            new ControllerIdentity("source", ExternalArtifacts.MANAGER, ExternalArtifacts.MANAGER);

    private static final KindConventions<ArtifactGenerator, ArtifactGeneratorStatus> CONVENTIONS =
            KindConventions.toolkit(ArtifactGenerator.class, ArtifactGeneratorStatus.INITIAL)
                    .withFinalizer(ArtifactGenerator.FINALIZER);

    @Override
    public KindReconciler<?, ?> open(KindReconcilerServices services) throws IOException {
        var announced = new Announcements();
        var objects = new ExternalArtifacts(services.sources().client(), announced);
        var makers = new Dependents();
        var changes = new ArtifactChanges(announced, services.dependents()::wakeThoseOf, makers::wakeThoseOf);
        var watch = services.scope()
                .keep(new KindWatch<>(
                        services.sources().client(),
                        services.reconcilers().watchScope(),
                        ExternalArtifact.class,
                        Map.of(),
                        changes));
        var composer = composer(services);
        var reconciler = new KindReconciler<>(
                IDENTITY,
                CONVENTIONS,
                services.reconcilers(),
                context -> reconciler(context, services, composer, objects, watch, makers));
        watch.start();
        return reconciler;
    }

    private static ArtifactComposer composer(KindReconcilerServices services) throws IOException {
        var folder = services.sources().folder().resolve("generator");
        var artifacts = new SourceArtifacts(
                services.sources().store(),
                services.served()::isServedHere,
                new HttpArtifactDownload(services.sources().http(), DOWNLOAD_LIMIT, Optional.empty()),
                folder);
        var unpacker = new TarGzUnpacker(folder.resolve("extracted"), GeneratorLimits.DEFAULT);
        return new ArtifactComposer(artifacts, unpacker, GeneratorLimits.DEFAULT);
    }

    private static ArtifactGeneratorReconciler reconciler(
            ReconcilerContext<ArtifactGenerator, ArtifactGeneratorStatus> context,
            KindReconcilerServices services,
            ArtifactComposer composer,
            ExternalArtifacts objects,
            KindWatch<ExternalArtifact> watch,
            Dependents makers) {
        services.dependents().add(source -> wake(context, GeneratorIndexes.READS, source));
        makers.add(object -> wake(context, GeneratorIndexes.MAKES, object));
        var publisher = new Publisher(new ArtifactStorage(services.sources().store()), services.served(), objects);
        return new ArtifactGeneratorReconciler(
                context,
                new ArtifactGeneratorReconciler.Parts(
                        services.mayCrossNamespaces(),
                        new ClusterSources(
                                services.sources().client(),
                                services.reconcilers().watchScope()),
                        new SourceCircles(watch::find, context::find),
                        composer,
                        objects,
                        publisher,
                        services.served(),
                        services.failures(),
                        services.sources().clock()));
    }

    private static void wake(
            ReconcilerContext<ArtifactGenerator, ArtifactGeneratorStatus> context,
            String index,
            ObjectReference object) {
        context.indexed(index, object.toString()).forEach(generator -> context.wake(generator.key()));
    }
}
