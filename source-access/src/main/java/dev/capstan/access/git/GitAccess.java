package dev.capstan.access.git;

import static dev.capstan.access.SecretAccess.malformed;
import static dev.capstan.access.SecretAccess.text;
import static dev.capstan.access.SecretAccess.word;

import dev.capstan.access.AccessFailure;
import dev.capstan.access.AccessResult;
import dev.capstan.access.SecretAccess;
import dev.capstan.access.SecretReader;
import dev.capstan.access.ShownIdentity;
import dev.capstan.api.source.GitRepositorySpec;
import dev.capstan.cloud.CloudPlaces;
import dev.capstan.git.Credentials;
import dev.capstan.git.GitResult;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.TlsMaterial;
import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretValues;
import java.net.URI;
import java.util.Optional;

/** Who we are for the remote of a GitRepository: its URL, and what its Secrets say. */
public final class GitAccess {
    private static final String SECRET = "spec.secretRef";

    private static final String GENERIC = "generic";
    private static final String GITHUB = "github";
    private static final String AZURE = "azure";

    /** All objects read as the same somebody, so they may share what was read. */
    private static final String THIS_PROCESS = "this process at Azure DevOps";

    private final SecretAccess secrets;
    private final GitRemotes remotes;
    private final DevOpsIdentity devOps;

    /** Asks at every use; tokens are kept where they come from. */
    public GitAccess(SecretReader secrets, InstallationTokens tokens, DevOpsIdentity devOps) {
        this.secrets = new SecretAccess(secrets);
        this.remotes = new GitRemotes(tokens);
        this.devOps = devOps;
    }

    /**
     * The remote, with the credentials as they are now.
     *
     * @param namespace of the GitRepository, where its Secrets are
     * @param deadline for what must be asked for them
     */
    public AccessResult<Remote> of(String namespace, GitRepositorySpec spec, Deadline deadline) {
        return url(spec)
                .then(url -> provider(spec, url)
                        .then(provider -> secrets.proxy(namespace, spec.proxySecretRef())
                                .then(proxy -> spec.secretRef() == null
                                        ? withoutSecret(provider, url, proxy, deadline)
                                        : secrets.read(
                                                        namespace,
                                                        SECRET,
                                                        spec.secretRef().name())
                                                .then(values -> provider.equals(GITHUB)
                                                        ? app(values, url, proxy, deadline)
                                                        : generic(values, url, proxy, deadline)))));
    }

    private static AccessResult<RemoteUrl> url(GitRepositorySpec spec) {
        return switch (RemoteUrl.parse(spec.url())) {
            case GitResult.Success<RemoteUrl>(var url) -> AccessResult.success(url);
            case GitResult.Failed<RemoteUrl>(var failure) ->
                AccessResult.failed(new AccessFailure.RemoteUrlInvalid(failure.message()));
        };
    }

    /** The server has refused the credentials: those that are issued are issued anew. */
    public void refused(Remote remote) {
        switch (remote.credentials()) {
            case Credentials.Issued _ -> remotes.refused(remote);
            case Credentials.IssuedBearer(var token, var _) -> devOps.forget(token);
            case Credentials.Anonymous _, Credentials.Basic _, Credentials.Bearer _, Credentials.SshKey _ -> {}
        }
    }

    private AccessResult<Remote> withoutSecret(
            String provider, RemoteUrl url, Optional<HttpProxy> proxy, Deadline deadline) {
        if (!provider.equals(AZURE)) {
            return AccessResult.success(new Remote(url, new Credentials.Anonymous(), TlsMaterial.NONE, proxy));
        }
        return ShownIdentity.ask(() -> CloudPlaces.requireAzureDevOps(originOf(url)))
                .then(_ -> devOps.token(proxy, deadline))
                .map(token ->
                        new Remote(url, new Credentials.IssuedBearer(token, THIS_PROCESS), TlsMaterial.NONE, proxy));
    }

    private static URI originOf(RemoteUrl url) {
        return URI.create(
                url.scheme().text() + "://" + url.hostText() + (url.port() == -1 ? "" : ":" + url.port()) + "/");
    }

    private static AccessResult<String> provider(GitRepositorySpec spec, RemoteUrl url) {
        var provider = spec.provider() == null ? GENERIC : spec.provider();
        if (provider.equals(GENERIC)) {
            return AccessResult.success(provider);
        }
        if (provider.equals(AZURE)) {
            return devOps(spec);
        }
        if (!provider.equals(GITHUB)) {
            return AccessResult.failed(new AccessFailure.GitProviderUnsupported(provider));
        }
        if (url.scheme() == RemoteUrl.Scheme.SSH) {
            return AccessResult.failed(new AccessFailure.ProviderMisconfigured(
                    "spec.provider 'github' needs an http or https URL: the tokens of an App are not for ssh"));
        }
        return spec.secretRef() == null
                ? AccessResult.failed(new AccessFailure.ProviderMisconfigured(
                        "spec.provider 'github' needs spec.secretRef with the data of the GitHub App"))
                : AccessResult.success(provider);
    }

    private static AccessResult<String> devOps(GitRepositorySpec spec) {
        if (spec.serviceAccountName() != null && !spec.serviceAccountName().isEmpty()) {
            return AccessResult.failed(new AccessFailure.ProviderMisconfigured(
                    "spec.serviceAccountName asks for an identity of the cloud of its own, which is not supported yet;"
                            + " without it the identity of this controller is used"));
        }
        return spec.secretRef() == null
                ? AccessResult.success(AZURE)
                : AccessResult.failed(new AccessFailure.ProviderMisconfigured(
                        "spec.provider 'azure' takes no spec.secretRef: the identity of this controller is used; for a"
                                + " token in a Secret use 'generic'"));
    }

    private AccessResult<Remote> app(SecretValues values, RemoteUrl url, Optional<HttpProxy> proxy, Deadline deadline) {
        return GitHubApp.read(values)
                .then(app -> SecretAccess.tls(values)
                        .then(tls -> remotes.of(url, new GitLogin.App(app), tls, proxy, deadline)));
    }

    private AccessResult<Remote> generic(
            SecretValues values, RemoteUrl url, Optional<HttpProxy> proxy, Deadline deadline) {
        if (GitHubApp.isIn(values)) {
            return malformed(values, "it holds the data of a GitHub App, and spec.provider is not 'github'");
        }
        return url.scheme() == RemoteUrl.Scheme.SSH
                ? ssh(values).then(key -> remotes.of(url, key, TlsMaterial.NONE, proxy, deadline))
                : http(values)
                        .then(user ->
                                SecretAccess.tls(values).then(tls -> remotes.of(url, user, tls, proxy, deadline)));
    }

    private static AccessResult<GitLogin> ssh(SecretValues values) {
        var identity = text(values, "identity");
        var knownHosts = text(values, "known_hosts");
        if (identity.isEmpty() || knownHosts.isEmpty()) {
            return malformed(values, "an ssh URL needs the keys 'identity' and 'known_hosts'");
        }
        return AccessResult.success(new GitLogin.Ssh(identity.get(), knownHosts.get(), word(values, "password")));
    }

    private static AccessResult<GitLogin> http(SecretValues values) {
        Optional<String> bearer;
        try {
            bearer = values.headerValue("bearerToken");
        } catch (SecretException e) {
            return AccessResult.failed(new AccessFailure.SecretUnusable(SECRET, e.failure()));
        }
        if (bearer.isPresent()) {
            return AccessResult.success(new GitLogin.Bearer(bearer.get()));
        }
        return SecretAccess.login(values).then(login -> {
            if (login.isPresent()) {
                return AccessResult.success(
                        new GitLogin.Basic(login.get().username(), login.get().password()));
            }
            return SecretAccess.hasTls(values)
                    ? AccessResult.success(new GitLogin.Anonymous())
                    : malformed(values, "an http(s) URL needs 'username' and 'password', 'bearerToken', or TLS keys");
        });
    }
}
