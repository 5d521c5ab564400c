package dev.capstan.source.generator.kube;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.meta.CommonMetadata;
import dev.capstan.api.source.GeneratedArtifact;
import dev.capstan.source.NewArtifact;
import dev.capstan.source.SourceResult;
import dev.capstan.source.generator.ArtifactPlan;
import dev.capstan.source.generator.ArtifactStorage;
import dev.capstan.source.generator.ComposedArtifact;
import dev.capstan.source.generator.GeneratorFailure;
import dev.capstan.source.generator.Maker;
import dev.capstan.source.generator.PublishedObject;
import dev.capstan.source.generator.WantedObject;
import dev.capstan.source.kube.ServedArtifacts;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores the artifacts of a generator, announces them in ExternalArtifacts, and takes back those that it does not make any more. */
final class Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final int FIRST_REFUSAL = 400;
    private static final int LAST_REFUSAL = 499;

    private final ArtifactStorage storage;
    private final ServedArtifacts served;
    private final ExternalArtifacts objects;

    Publisher(ArtifactStorage storage, ServedArtifacts served, ExternalArtifacts objects) {
        this.storage = storage;
        this.served = served;
        this.objects = objects;
    }

    /**
     * The generator whose turn it is.
     *
     * @param common labels and annotations of everything that it makes
     * @param inventory what it has made before
     * @param isNewSpec whether its spec was not worked on before; then all objects are written
     * @param published all objects of the namespace, as they were read
     * @param now the wall clock
     */
    record Turn(
            Maker maker,
            CommonMetadata common,
            List<GeneratedArtifact> inventory,
            boolean isNewSpec,
            List<PublishedObject> published,
            Instant now) {

        String namespace() {
            return maker.object().namespace();
        }

        Optional<PublishedObject> find(String name) {
            return published.stream().filter(it -> it.name().equals(name)).findFirst();
        }

        /** Whether files of this name are found again when they are to be taken back. */
        boolean knows(String name) {
            return find(name).isPresent()
                    || inventory.stream().anyMatch(it -> it.name().equals(name));
        }
    }

    /**
     * What is published now.
     *
     * @param all artifacts of the generator
     * @param changed those with other content or another revision than before, for people
     */
    record Publication(List<GeneratedArtifact> all, List<String> changed) {}

    private record Stored(ArtifactPlan plan, Artifact artifact) {}

    /**
     * Stores everything, and then publishes it; an object of somebody else is left alone, and nothing is stored. Files that no object
     * came about for are removed again: nobody would find them later.
     */
    SourceResult<Publication> publish(Turn turn, List<ComposedArtifact> composed) {
        var unknown =
                new UnpublishedFiles(storage, turn.namespace(), name -> objects.mayBeThere(turn.namespace(), name));
        try {
            return requireOwn(turn, composed)
                    .then(own -> store(turn, own, unknown))
                    .then(stored -> announce(turn, stored, unknown))
                    .then(publication -> takeBackAllBut(turn, publication));
        } finally {
            unknown.remove();
        }
    }

    private static SourceResult<List<ComposedArtifact>> requireOwn(Turn turn, List<ComposedArtifact> composed) {
        for (var artifact : composed) {
            var other = turn.find(artifact.name()).filter(it -> !turn.maker().makes(it));
            if (other.isPresent()) {
                return SourceResult.failed(new GeneratorFailure.NameTaken(
                        artifact.name(), other.get().maker()));
            }
        }
        return SourceResult.success(composed);
    }

    private SourceResult<List<Stored>> store(Turn turn, List<ComposedArtifact> composed, UnpublishedFiles unknown) {
        var stored = new ArrayList<Stored>();
        for (var one : composed) {
            var before = turn.find(one.name()).flatMap(PublishedObject::artifact);
            switch (storage.store(turn.namespace(), one, before)) {
                case SourceResult.Success<NewArtifact>(var artifact) -> {
                    if (!turn.knows(one.name())) {
                        unknown.written(one.name(), artifact.stored().path());
                    }
                    stored.add(new Stored(one.plan(), served.of(artifact)));
                }
                case SourceResult.Failed<NewArtifact>(var failure) -> {
                    return SourceResult.failed(failure);
                }
            }
        }
        return SourceResult.success(stored);
    }

    private SourceResult<Publication> announce(Turn turn, List<Stored> stored, UnpublishedFiles unknown) {
        var made = new ArrayList<GeneratedArtifact>();
        var changed = new ArrayList<String>();
        for (var one : stored) {
            var wanted = turn.maker().object(one.plan(), turn.common(), one.artifact());
            var before = turn.find(wanted.name());
            if (turn.isNewSpec()
                    || before.filter(it -> turn.maker().hasWritten(it, wanted)).isEmpty()) {
                var refusal = write(turn, wanted, before, unknown);
                if (refusal.isPresent()) {
                    return SourceResult.failed(refusal.get());
                }
            }
            if (isNews(before, wanted.artifact())) {
                changed.add(wanted.name() + " (" + wanted.artifact().revision() + ")");
            }
            made.add(entry(turn, wanted));
        }
        return SourceResult.success(new Publication(List.copyOf(made), List.copyOf(changed)));
    }

    private Optional<GeneratorFailure> write(
            Turn turn, WantedObject wanted, Optional<PublishedObject> before, UnpublishedFiles unknown) {
        try {
            var there = objects.declare(turn.maker(), wanted);
            unknown.published(wanted.name());
            objects.announce(there, wanted, before, turn.now());
            return Optional.empty();
        } catch (KubernetesClientException e) {
            if (e.getCode() < FIRST_REFUSAL || e.getCode() > LAST_REFUSAL) {
                throw e;
            }
            return Optional.of(new GeneratorFailure.NotPublished(wanted.name(), String.valueOf(e.getMessage())));
        }
    }

    private static boolean isNews(Optional<PublishedObject> before, Artifact now) {
        return before.flatMap(PublishedObject::artifact)
                .filter(it -> it.digest().equals(now.digest()) && it.revision().equals(now.revision()))
                .isEmpty();
    }

    private static GeneratedArtifact entry(Turn turn, WantedObject wanted) {
        var path = wanted.artifact().path();
        return new GeneratedArtifact(
                wanted.name(),
                turn.namespace(),
                wanted.artifact().digest().text(),
                path.substring(path.lastIndexOf('/') + 1));
    }

    private SourceResult<Publication> takeBackAllBut(Turn turn, Publication publication) {
        var stay = publication.all().stream().map(GeneratedArtifact::name).collect(Collectors.toUnmodifiableSet());
        var failure = takeBack(turn, stay);
        if (failure.isPresent()) {
            return SourceResult.failed(failure.get());
        }
        removeOld(publication.all());
        return SourceResult.success(publication);
    }

    /**
     * Takes back everything that the generator has made and whose name does not stay: first the files, so that nobody who takes over a
     * name loses his, then the object.
     *
     * @throws KubernetesClientException when an object cannot be deleted; what is left is found again the next time
     */
    Optional<GeneratorFailure> takeBack(Turn turn, Set<String> stay) {
        var own = turn.published().stream().filter(turn.maker()::makes).map(PublishedObject::name);
        var gone = turn.inventory().stream()
                .map(GeneratedArtifact::name)
                .filter(name -> turn.find(name).isEmpty());
        for (var name : Stream.concat(own, gone).distinct().toList()) {
            if (!stay.contains(name)) {
                try {
                    storage.removeAll(turn.namespace(), name);
                } catch (IOException e) {
                    return Optional.of(new GeneratorFailure.NotRemoved(name, String.valueOf(e.getMessage())));
                }
                turn.find(name).ifPresent(object -> objects.delete(turn.namespace(), object));
            }
        }
        return Optional.empty();
    }

    /** Files that could not be removed are tried again at the next run; nobody is served by them. */
    void removeOld(List<GeneratedArtifact> current) {
        for (var entry : current) {
            try {
                storage.removeOld(entry.namespace(), entry.name(), entry.filename());
            } catch (IOException e) {
                LOG.warn("Old files of ExternalArtifact {}/{} remain", entry.namespace(), entry.name(), e);
            }
        }
    }
}
