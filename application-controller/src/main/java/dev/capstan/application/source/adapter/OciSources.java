package dev.capstan.application.source.adapter;

import dev.capstan.application.source.Answer;
import dev.capstan.application.source.Kept;
import dev.capstan.application.source.KnownRevisions;
import dev.capstan.application.source.RemoteListener;
import dev.capstan.application.source.Revisions.Freshness;
import dev.capstan.application.source.SourceRevisions;
import dev.capstan.application.source.adapter.ChartPlaces.Place;
import dev.capstan.applicationmanifests.FetchedSource;
import dev.capstan.applicationmanifests.SourceFiles;
import dev.capstan.applicationmanifests.SourceRequest;
import dev.capstan.archive.ArchiveTree;
import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.digest.Digest;
import dev.capstan.http.Deadline;
import dev.capstan.oci.OciResult;
import dev.capstan.oci.RepositoryName;
import dev.capstan.oci.registry.RegistryClient;
import dev.capstan.oci.registry.RemoteRepository;
import java.time.Duration;

/**
 * Files and charts in OCI registries, for sources with {@code oci://} that name no chart. The revision is the digest of a manifest:
 * {@code targetRevision} is one, or a tag, or a constraint on versions of tags.
 */
public final class OciSources implements SourceFiles, SourceRevisions {
    /** Of everything that one question or one fetch needs. */
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private static final long ROOM = 256L << 20;

    private final ChartPlaces places;
    private final RegistryClient registries;
    private final OciLayers layers;
    private final KnownRevisions known;
    private final Kept<FetchedSource> fetched = new Kept<>(ROOM, OciSources::weight);

    /**
     * Fetches over the client.
     *
     * @param listener told when a tag or a constraint turns out to mean another digest than it did
     */
    public OciSources(ChartPlaces places, RegistryClient registries, OciLayers layers, RemoteListener listener) {
        this.places = places;
        this.registries = registries;
        this.layers = layers;
        this.known = new KnownRevisions(listener);
    }

    private static long weight(FetchedSource source) {
        return switch (source) {
            case FetchedSource.Chart(var _, var archive) -> archive.length;
            case FetchedSource.Files(var _, var tree, var _) -> tree instanceof ArchiveTree it ? it.size() : 0;
        };
    }

    @Override
    public Answer<String> of(ApplicationSource source, String project, Freshness freshness) {
        return Digest.parse(source.targetRevision())
                .<Answer<String>>map(digest -> new Answer.Known<>(digest.toString()))
                .orElseGet(() -> known.of(
                        source,
                        project,
                        freshness,
                        () -> open(source, project)
                                .then(repository -> OciRevision.of(source.targetRevision())
                                        .in(repository)
                                        .map(Digest::toString))));
    }

    @Override
    public Fetch fetch(SourceRequest request) {
        var source = request.source();
        var revision = request.revision()
                .<Answer<String>>map(Answer.Known::new)
                .orElseGet(() -> of(source, request.project(), Freshness.NOW));
        var found = revision.then(OciSources::digest)
                .then(digest -> open(source, request.project()).then(repository -> files(repository, digest)));
        return switch (found) {
            case Answer.Known<FetchedSource>(var files) -> new Fetch.Fetched(files);
            case Answer.Failed<FetchedSource>(var why) -> new Fetch.Failed(why);
        };
    }

    /** What has a digest never changes, but who may not see it must not get it from here. */
    private Answer<FetchedSource> files(RemoteRepository repository, Digest digest) {
        return fetched.get(repository.identity() + " " + digest, () -> layers.files(repository, digest));
    }

    private static Answer<Digest> digest(String revision) {
        return Digest.parse(revision)
                .<Answer<Digest>>map(Answer.Known::new)
                .orElseGet(() -> new Answer.Failed<>(
                        "the revision '" + revision + "' is no digest: a source in an OCI registry has sha256:…"));
    }

    private Answer<RemoteRepository> open(ApplicationSource source, String project) {
        return switch (places.of(source.repoUrl(), project, false)) {
            case Place.Registry(var path, var access) ->
                switch (RepositoryName.parse(path)) {
                    case OciResult.Success<RepositoryName>(var name) ->
                        new Answer.Known<>(registries.open(name, access, Deadline.in(TIMEOUT)));
                    case OciResult.Failed<RepositoryName>(var failure) -> new Answer.Failed<>(failure.message());
                };
            case Place.Web(var access) ->
                new Answer.Failed<>("'" + access + "' is not in an OCI registry; its URL must begin with oci://");
            case Place.Unusable(var why) -> new Answer.Failed<>(why);
        };
    }
}
