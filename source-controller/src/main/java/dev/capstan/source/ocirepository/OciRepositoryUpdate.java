package dev.capstan.source.ocirepository;

import dev.capstan.access.registry.PullAccess;
import dev.capstan.access.registry.RegistryFields;
import dev.capstan.archive.ArchiveReader;
import dev.capstan.http.Deadline;
import dev.capstan.oci.RepositoryName;
import dev.capstan.oci.registry.RegistryClient;
import dev.capstan.oci.registry.RemoteRepository;
import dev.capstan.source.NewArtifact;
import dev.capstan.source.NoFacts;
import dev.capstan.source.SourceResult;
import dev.capstan.source.UpdateOutcome;
import dev.capstan.source.artifact.ArtifactStore;
import dev.capstan.source.content.ContentLimits;
import dev.capstan.source.ocirepository.WantedTag.Found;
import dev.capstan.source.verification.ArtifactVerification;
import dev.capstan.source.verification.VerificationRequest;
import java.util.Map;
import java.util.Optional;

/**
 * The update of an OCIRepository in its steps: read the spec and its Secrets, ask which manifest is wanted, and when it is new verify it,
 * fetch its layer and store that. May be repeated at any point.
 */
public final class OciRepositoryUpdate {
    private static final ContentLimits CONTENT = new ContentLimits(500_000, 256L << 20, 1L << 30, 256);
    private static final long LARGEST_LAYER = 512L << 20;
    private static final String ORIGIN_SOURCE = "org.opencontainers.image.source";
    private static final String ORIGIN_REVISION = "org.opencontainers.image.revision";

    private final RegistryClient registries;
    private final PullAccess access;
    private final ArtifactVerification verification;
    private final SharedPulls pulls;

    /**
     * Updates over the client.
     *
     * @param archives unpack layers; within their own limits
     */
    public OciRepositoryUpdate(
            RegistryClient registries,
            ArtifactStore store,
            PullAccess access,
            ArtifactVerification verification,
            ArchiveReader archives) {
        this.registries = registries;
        this.access = access;
        this.verification = verification;
        this.pulls = new SharedPulls(store, new ArtifactPull(new LayerStore(store, archives, CONTENT, LARGEST_LAYER)));
    }

    /** Runs once. */
    public UpdateOutcome<NoFacts> run(OciSource source) {
        var deadline = Deadline.in(source.timeout());
        return OciSourceFailure.result(RepositoryName.parse(source.spec().url()))
                .then(name -> SourceResult.of(access.of(fieldsOf(source), name.registry(), deadline))
                        .map(access -> registries.open(name, access, deadline)))
                .then(repository -> WantedTag.in(repository, source)
                        .map(found -> source.has(found.revision())
                                ? new UpdateOutcome.UpToDate<NoFacts>(found.revision())
                                : publish(source, repository, found, deadline)))
                .orElse(failure -> new UpdateOutcome.Failed<>(failure, Optional.empty()));
    }

    private static RegistryFields fieldsOf(OciSource source) {
        return RegistryFields.of(source.key().namespace(), source.spec());
    }

    private UpdateOutcome<NoFacts> publish(
            OciSource source, RemoteRepository repository, Found found, Deadline deadline) {
        return verify(source, repository, found)
                .then(verified -> pulls.pull(source, repository, found.digest(), deadline)
                        .map(pulled -> published(source, pulled, found, verified)))
                .orElse(failure -> new UpdateOutcome.Failed<>(failure, Optional.of(found.revision())));
    }

    private SourceResult<Optional<String>> verify(OciSource source, RemoteRepository repository, Found found) {
        var wanted = source.spec().verify();
        return wanted == null
                ? SourceResult.success(Optional.empty())
                : verification
                        .verify(
                                VerificationRequest.of(source.key().namespace(), wanted),
                                repository,
                                found.digest(),
                                "revision " + found.revision())
                        .map(Optional::of);
    }

    private static UpdateOutcome<NoFacts> published(
            OciSource source, PulledArtifact pulled, Found found, Optional<String> verified) {
        var message = "stored artifact with revision '" + found.revision() + "' from '"
                + source.spec().url() + "'" + origin(pulled.annotations());
        return new UpdateOutcome.Published<>(
                new NewArtifact(pulled.stored(), found.revision(), message, verified, pulled.annotations()),
                NoFacts.NONE);
    }

    private static String origin(Map<String, String> annotations) {
        var source = annotations.getOrDefault(ORIGIN_SOURCE, "");
        var revision = annotations.getOrDefault(ORIGIN_REVISION, "");
        return source.isEmpty() || revision.isEmpty()
                ? ""
                : ", origin source '" + source + "', origin revision '" + revision + "'";
    }
}
