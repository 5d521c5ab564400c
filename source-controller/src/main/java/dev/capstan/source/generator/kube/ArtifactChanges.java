package dev.capstan.source.generator.kube;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactDigest;
import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.source.ExternalArtifact;
import dev.capstan.api.source.ExternalArtifactStatus;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What changes of ExternalArtifacts mean: a new artifact is news for those that read it, whoever makes it; a change by somebody else, or a
 * deletion, is news for the generator that makes it.
 */
final class ArtifactChanges implements BiConsumer<@Nullable ExternalArtifact, @Nullable ExternalArtifact> {
    private final Announcements announced;
    private final Consumer<ObjectReference> onNewArtifact;
    private final Consumer<ObjectReference> onInterference;

    ArtifactChanges(
            Announcements announced,
            Consumer<ObjectReference> onNewArtifact,
            Consumer<ObjectReference> onInterference) {
        this.announced = announced;
        this.onNewArtifact = onNewArtifact;
        this.onInterference = onInterference;
    }

    private record Offer(ArtifactDigest digest, ArtifactRevision revision) {}

    @Override
    public void accept(@Nullable ExternalArtifact before, @Nullable ExternalArtifact after) {
        if (after == null) {
            Optional.ofNullable(before).ifPresent(gone -> onInterference.accept(gone.ref()));
            return;
        }
        var offer = offerOf(after);
        if (offer.isPresent() && !offer.equals(before == null ? Optional.empty() : offerOf(before))) {
            onNewArtifact.accept(after.ref());
        }
        if (before != null && (!announced.isIn(after) || !isSameBesides(before, after))) {
            onInterference.accept(after.ref());
        }
    }

    private static boolean isSameBesides(ExternalArtifact before, ExternalArtifact after) {
        return Objects.equals(before.getSpec(), after.getSpec())
                && Objects.equals(
                        before.getMetadata().getLabels(), after.getMetadata().getLabels())
                && Objects.equals(
                        before.getMetadata().getAnnotations(),
                        after.getMetadata().getAnnotations());
    }

    private static Optional<Offer> offerOf(ExternalArtifact object) {
        Optional<Artifact> artifact = Optional.ofNullable(object.getStatus()).map(ExternalArtifactStatus::artifact);
        return artifact.map(it -> new Offer(it.digest(), it.revision()));
    }
}
