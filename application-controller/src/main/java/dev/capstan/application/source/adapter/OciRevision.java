package dev.capstan.application.source.adapter;

import dev.capstan.application.source.Answer;
import dev.capstan.argo.source.TargetRevision;
import dev.capstan.digest.Digest;
import dev.capstan.oci.Descriptor;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciResult;
import dev.capstan.oci.Reference;
import dev.capstan.oci.registry.RemoteRepository;
import java.util.List;
import java.util.Optional;

/**
 * {@code targetRevision} of a source in a registry: a tag, and where there is none of that name, a constraint on the versions that tags are.
 * In tags {@code _} stands for the {@code +} of versions, which tags cannot hold.
 *
 * @param text as it was written; not a digest
 */
record OciRevision(String text) {

    static OciRevision of(String text) {
        return new OciRevision(text);
    }

    /** The digest of the manifest that it means now. */
    Answer<Digest> in(RemoteRepository repository) {
        if (text.isEmpty()) {
            return new Answer.Failed<>(
                    "targetRevision is missing: a source in an OCI registry needs a tag, a digest or a constraint");
        }
        Optional<Reference> tag = tag(text);
        if (tag.isEmpty()) {
            return byConstraint(repository);
        }
        return switch (repository.resolve(tag.get())) {
            case OciResult.Success<Descriptor>(var manifest) -> new Answer.Known<>(manifest.digest());
            case OciResult.Failed<Descriptor>(OciFailure.NotFound _) when !isVersion() -> byConstraint(repository);
            case OciResult.Failed<Descriptor>(var failure) -> new Answer.Failed<>(failure.message());
        };
    }

    private boolean isVersion() {
        return TargetRevision.ofChart(text, List.of()).isPresent();
    }

    private static Optional<Reference> tag(String version) {
        return Reference.tag(version.replace('+', '_'));
    }

    private Answer<Digest> byConstraint(RemoteRepository repository) {
        return switch (repository.tags()) {
            case OciResult.Success<List<String>>(var tags) ->
                highest(tags).map(tag -> resolved(repository, tag)).orElseGet(() -> unmatched(repository, tags.size()));
            case OciResult.Failed<List<String>>(var failure) -> new Answer.Failed<>(failure.message());
        };
    }

    private Optional<Reference> highest(List<String> tags) {
        var versions = tags.stream().map(tag -> tag.replace('_', '+')).toList();
        return TargetRevision.ofChart(text, versions).flatMap(OciRevision::tag);
    }

    private static Answer<Digest> resolved(RemoteRepository repository, Reference tag) {
        return switch (repository.resolve(tag)) {
            case OciResult.Success<Descriptor>(var manifest) -> new Answer.Known<>(manifest.digest());
            case OciResult.Failed<Descriptor>(var failure) -> new Answer.Failed<>(failure.message());
        };
    }

    private Answer<Digest> unmatched(RemoteRepository repository, int tags) {
        return new Answer.Failed<>("'%s' has no tag '%s', and none of its %d tags is a version within it"
                .formatted(repository.name(), text, tags));
    }
}
