package dev.capstan.cli.up;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.api.kustomize.KustomizationSpec;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.repository.CommitTree;
import dev.capstan.cli.repository.RepositorySecret;
import dev.capstan.git.Credentials;
import dev.capstan.git.GitFailure;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitResult;
import dev.capstan.git.GitSettings;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.mirror.GitMirrors;
import dev.capstan.git.mirror.Snapshot;
import dev.capstan.git.mirror.Sync;
import dev.capstan.http.AddressRule;
import dev.capstan.http.TlsMaterial;
import dev.capstan.kustomizationbuild.BuildPath;
import dev.capstan.kustomizationbuild.BuildSlots;
import dev.capstan.kustomizationbuild.ManifestBuild;
import dev.capstan.kustomize.BuildOptions;
import dev.capstan.kustomize.BuildOptions.LoadRestriction;
import dev.capstan.kustomize.BuildWarning;
import dev.capstan.kustomize.Kustomizer;
import dev.capstan.remotebase.MirroredBases;
import dev.capstan.tree.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Does what the controllers will do, as far as no cluster is needed for it: fetches the commit with the same credentials and rules,
 * and builds the folder. Whatever fails here would fail there, after a cluster was started for it.
 */
final class RepositoryCheck implements AutoCloseable {

    private static final Duration FETCH_LIMIT = Duration.ofSeconds(60); // as in a GitRepository without a timeout
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServedSource source;
    private final Optional<RepositorySecret> secret;
    private final GitMirrors mirrors;

    private RepositoryCheck(ServedSource source, Optional<RepositorySecret> secret, GitMirrors mirrors) {
        this.source = source;
        this.secret = secret;
        this.mirrors = mirrors;
    }

    /**
     * A check of one repository.
     *
     * @param folder for what is fetched; the caller removes it
     */
    static RepositoryCheck of(ServedSource source, Optional<RepositorySecret> secret, Path folder) throws IOException {
        GitSettings settings = new GitSettings(AddressRule.LOCAL, GitLimits.DEFAULT);
        return new RepositoryCheck(source, secret, GitMirrors.open(folder, settings, Clock.systemUTC()));
    }

    /**
     * What was found.
     *
     * @param reference field of {@code spec.ref} and its value; what a clone checks out when none was asked for
     * @param revision of the commit, as statuses write it
     * @param warnings what the build dropped, as kustomize drops it; one line each
     */
    record Found(Map.Entry<String, String> reference, String revision, List<String> warnings) {}

    /**
     * Fetches and builds.
     *
     * @param asked field of {@code spec.ref} and its value, if one was given
     * @param path of the folder to build
     * @param spec of the Kustomization to come
     * @throws CommandFailure saying what is wrong and which option helps
     */
    Found check(Optional<Map.Entry<String, String>> asked, String path, Map<String, Object> spec) throws IOException {
        Remote remote = remote();
        GitResult<Sync> answer =
                selector(asked).then(selector -> mirrors.sync(remote, selector, Optional.empty(), FETCH_LIMIT));
        return switch (answer) {
            case GitResult.Failed<Sync>(var failure) -> throw new CommandFailure(inWords(failure));
            case GitResult.Success<Sync>(Sync.Unchanged(var revision)) ->
                throw new IllegalStateException("no revision was named as known, but " + revision + " is");
            case GitResult.Success<Sync>(Sync.Ready(var snapshot)) -> {
                try (snapshot) {
                    List<String> warnings = requireBuild(snapshot, path, spec);
                    Map.Entry<String, String> reference = asked.orElseGet(() -> mirrors.defaultBranch(remote)
                            .map(branch -> Map.entry("branch", branch))
                            .orElseGet(
                                    () -> Map.entry("commit", snapshot.commit().hash())));
                    yield new Found(reference, snapshot.revision().toString(), warnings);
                }
            }
        };
    }

    private Remote remote() {
        return switch (RemoteUrl.parse(source.url())) {
            case GitResult.Failed<RemoteUrl>(var failure) -> throw new CommandFailure(inWords(failure));
            case GitResult.Success<RemoteUrl>(var url)
            when url.scheme() == RemoteUrl.Scheme.SSH && secret.isEmpty() ->
                throw new CommandFailure(url + " needs a key: --ssh-key FILE, or --secret-file FILE");
            case GitResult.Success<RemoteUrl>(var url) ->
                new Remote(
                        url,
                        secret.map(values -> values.credentials(url)).orElseGet(Credentials.Anonymous::new),
                        secret.map(RepositorySecret::tls).orElse(TlsMaterial.NONE),
                        Optional.empty());
        };
    }

    private static GitResult<ReferenceSelector> selector(Optional<Map.Entry<String, String>> asked) {
        if (asked.isEmpty()) {
            return ReferenceSelector.name("HEAD");
        }
        String value = asked.get().getValue();
        return switch (asked.get().getKey()) {
            case "branch" -> ReferenceSelector.branch(value);
            case "tag" -> ReferenceSelector.tag(value);
            case "semver" -> ReferenceSelector.semver(value);
            default -> throw new IllegalArgumentException(asked.get().getKey() + " cannot be asked for");
        };
    }

    private String inWords(GitFailure failure) {
        return switch (failure) {
            case GitFailure.RepositoryEmpty _
            when source.isLocal() ->
                "There is no commit yet: cannot use " + source.origin()
                        + ". With --uncommitted the files are used as they are.";
            case GitFailure.CredentialsRejected _
            when secret.isEmpty() ->
                failure.message() + ". It needs credentials: --username NAME --password-stdin, or --secret-file FILE";
            case GitFailure.HostKeyRefused _ ->
                failure.message() + ". Connect to the host once with ssh and compare its key, so that it is in"
                        + " ~/.ssh/known_hosts";
            default -> failure.message();
        };
    }

    private List<String> requireBuild(Snapshot snapshot, String path, Map<String, Object> spec) throws IOException {
        FileTree files = new CommitTree(snapshot.files());
        Optional<String> folder = BuildPath.resolve(files, path);
        if (folder.isEmpty()) {
            throw new CommandFailure("There is no folder '%s' at %s of %s%s"
                    .formatted(
                            path,
                            snapshot.revision(),
                            source.origin(),
                            source.isLocal() ? "; with --uncommitted the files are used as they are" : ""));
        }
        if (snapshot.files().find(".sourceignore").isPresent()) {
            return List.of(); // which files take part is for the source-controller to say
        }
        ManifestBuild build = new ManifestBuild(
                new Kustomizer(),
                BuildOptions.defaults().withLoadRestriction(LoadRestriction.NONE),
                timeout -> new MirroredBases(mirrors, GitLimits.DEFAULT, timeout),
                new BuildSlots(1));
        KustomizationSpec settings = JSON.convertValue(spec, KustomizationSpec.class);
        return switch (build.build(files, folder.get(), settings, FETCH_LIMIT)) {
            case ManifestBuild.Result.NotBuilt(var failure) ->
                throw new CommandFailure("The folder '%s' at %s of %s does not build: %s"
                        .formatted(path, snapshot.revision(), source.origin(), failure.message()));
            case ManifestBuild.Result.Built built ->
                built.warnings().stream().map(BuildWarning::describe).toList();
        };
    }

    @Override
    public void close() throws IOException {
        mirrors.close();
    }
}
