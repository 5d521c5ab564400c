package dev.capstan.cli.repository;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.git.Credentials;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitResult;
import dev.capstan.git.GitSettings;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.Revision;
import dev.capstan.git.mirror.GitMirrors;
import dev.capstan.git.mirror.Snapshot;
import dev.capstan.git.mirror.Sync;
import dev.capstan.http.AddressRule;
import dev.capstan.http.TlsMaterial;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The repository of a GitRepository, read from here with the credentials that the object names. */
public final class GitSource implements AutoCloseable {

    private final Remote remote;
    private final GitMirrors mirrors;

    private GitSource(Remote remote, GitMirrors mirrors) {
        this.remote = remote;
        this.mirrors = mirrors;
    }

    /**
     * Prepares to read.
     *
     * @param folder for what is fetched; the caller removes it
     * @throws CommandFailure when this command cannot be who the object asks to be, or must not read its Secret
     */
    public static GitSource of(KubernetesClient client, ToolkitObject repository, Path folder) throws IOException {
        Remote remote = remote(client, repository);
        var settings = new GitSettings(AddressRule.LOCAL, GitLimits.DEFAULT);
        return new GitSource(remote, GitMirrors.open(folder, settings, Clock.systemUTC()));
    }

    /**
     * The remote of a GitRepository, with the credentials that it names.
     *
     * @throws CommandFailure when this command cannot be who the object asks to be, or must not read its Secret
     */
    public static Remote remote(KubernetesClient client, ToolkitObject repository) {
        String provider = repository.text("spec", "provider").orElse("generic");
        if (!provider.equals("generic")) {
            throw new CommandFailure("%s is read with an identity of %s, which only its controller has"
                    .formatted(repository.title(), provider));
        }
        Optional<RepositorySecret> secret =
                repository.text("spec", "secretRef", "name").map(name -> secret(client, repository, name));
        return switch (RemoteUrl.parse(repository.text("spec", "url").orElse(""))) {
            case GitResult.Failed<RemoteUrl>(var failure) -> throw new CommandFailure(failure.message());
            case GitResult.Success<RemoteUrl>(var url) ->
                new Remote(
                        url,
                        secret.map(values -> values.credentials(url)).orElseGet(Credentials.Anonymous::new),
                        secret.map(RepositorySecret::tls).orElse(TlsMaterial.NONE),
                        Optional.empty());
        };
    }

    private static RepositorySecret secret(KubernetesClient client, ToolkitObject repository, String name) {
        Secret secret;
        try {
            secret = client.secrets()
                    .inNamespace(repository.namespace())
                    .withName(name)
                    .get();
        } catch (KubernetesClientException refusal) {
            throw new CommandFailure(
                    "The Secret %s/%s of %s cannot be read: %s"
                            .formatted(repository.namespace(), name, repository.title(), refusal.getMessage()),
                    refusal);
        }
        if (secret == null) {
            throw new CommandFailure("The Secret %s/%s of %s does not exist"
                    .formatted(repository.namespace(), name, repository.title()));
        }
        return RepositorySecret.ofData(Optional.ofNullable(secret.getData()).orElse(Map.of()));
    }

    /**
     * Fetches one commit; the caller closes what it gets.
     *
     * @param wanted a branch, a tag, a whole reference such as refs/pull/1/head, a commit, or a revision as a status writes it
     * @throws CommandFailure saying why it cannot be had
     */
    public Snapshot fetch(String wanted, Duration limit) {
        @Nullable GitResult<Sync> last = null;
        for (ReferenceSelector selector : selectors(wanted)) {
            last = mirrors.sync(remote, selector, Optional.empty(), limit);
            if (last instanceof GitResult.Success<Sync>(Sync.Ready(var snapshot))) {
                return snapshot;
            }
        }
        throw new CommandFailure(
                last instanceof GitResult.Failed<Sync>(var failure)
                        ? failure.message()
                        : "'" + wanted + "' is no revision");
    }

    /** A commit is looked for where its revision says, then anywhere. */
    private static List<ReferenceSelector> selectors(String wanted) {
        Optional<Revision> revision = Revision.parse(wanted);
        if (revision.isPresent()) {
            String commit = revision.get().commit();
            return Stream.concat(
                            revision.get().reference().stream().map(Optional::of), Stream.of(Optional.<String>empty()))
                    .<ReferenceSelector>map(branch -> new ReferenceSelector.Commit(commit, branch))
                    .toList();
        }
        if (wanted.matches("[0-9a-f]{40}")) {
            return List.of(new ReferenceSelector.Commit(wanted, Optional.empty()));
        }
        return wanted.startsWith("refs/")
                ? List.of(new ReferenceSelector.Name(wanted))
                : List.of(new ReferenceSelector.Branch(wanted), new ReferenceSelector.Tag(wanted));
    }

    /** Mirrors for the remote bases of a build. */
    public GitMirrors mirrors() {
        return mirrors;
    }

    @Override
    public void close() throws IOException {
        mirrors.close();
    }
}
