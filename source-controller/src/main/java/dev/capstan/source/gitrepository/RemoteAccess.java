package dev.capstan.source.gitrepository;

import static dev.capstan.source.access.SecretAccess.malformed;
import static dev.capstan.source.access.SecretAccess.text;
import static dev.capstan.source.access.SecretAccess.word;

import dev.capstan.api.source.GitRepositorySpec;
import dev.capstan.cloud.CloudPlaces;
import dev.capstan.git.Credentials;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.TlsMaterial;
import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.source.CommonSourceFailure;
import dev.capstan.source.SecretReader;
import dev.capstan.source.SourceResult;
import dev.capstan.source.access.SecretAccess;
import dev.capstan.source.access.ShownIdentity;
import java.net.URI;
import java.util.Optional;

/** Who we are for the remote of a GitRepository: its URL, and what its Secrets say. */
final class RemoteAccess {
    private static final String SECRET = "spec.secretRef";

    private static final String GENERIC = "generic";
    private static final String GITHUB = "github";
    private static final String AZURE = "azure";

    /** All objects read as the same somebody, so they may share what was read. */
    private static final String THIS_PROCESS = "this process at Azure DevOps";

    private static final String APP_USER = "x-access-token";

    private final SecretAccess secrets;
    private final InstallationTokens tokens;
    private final DevOpsIdentity devOps;

    RemoteAccess(SecretReader secrets, InstallationTokens tokens, DevOpsIdentity devOps) {
        this.secrets = new SecretAccess(secrets);
        this.tokens = tokens;
        this.devOps = devOps;
    }

    /**
     * The remote, with the credentials as they are now.
     *
     * @param deadline for what must be asked for them
     */
    SourceResult<Remote> of(GitSource source, Deadline deadline) {
        var spec = source.spec();
        return GitSourceFailure.result(RemoteUrl.parse(spec.url()))
                .then(url -> provider(spec, url)
                        .then(provider -> secrets.proxy(source.key().namespace(), spec.proxySecretRef())
                                .then(proxy -> spec.secretRef() == null
                                        ? withoutSecret(provider, url, proxy, deadline)
                                        : secrets.read(
                                                        source.key().namespace(),
                                                        SECRET,
                                                        spec.secretRef().name())
                                                .then(values -> provider.equals(GITHUB)
                                                        ? app(values, url, proxy, deadline)
                                                        : generic(values, url, proxy)))));
    }

    /** The server has refused the credentials: those that are issued are issued anew. */
    void refused(Remote remote) {
        switch (remote.credentials()) {
            case Credentials.Issued(var _, var token, var issuedTo) -> tokens.forget(issuedTo, token);
            case Credentials.IssuedBearer(var token, var _) -> devOps.forget(token);
            case Credentials.Anonymous _, Credentials.Basic _, Credentials.Bearer _, Credentials.SshKey _ -> {}
        }
    }

    private SourceResult<Remote> withoutSecret(
            String provider, RemoteUrl url, Optional<HttpProxy> proxy, Deadline deadline) {
        if (!provider.equals(AZURE)) {
            return SourceResult.success(new Remote(url, new Credentials.Anonymous(), TlsMaterial.NONE, proxy));
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

    private static SourceResult<String> provider(GitRepositorySpec spec, RemoteUrl url) {
        var provider = spec.provider() == null ? GENERIC : spec.provider();
        if (provider.equals(GENERIC)) {
            return SourceResult.success(provider);
        }
        if (provider.equals(AZURE)) {
            return devOps(spec);
        }
        if (!provider.equals(GITHUB)) {
            return SourceResult.failed(new GitSourceFailure.CloudIdentityUnsupported(provider));
        }
        if (url.scheme() == RemoteUrl.Scheme.SSH) {
            return SourceResult.failed(new GitSourceFailure.ProviderMisconfigured(
                    "spec.provider 'github' needs an http or https URL: the tokens of an App are not for ssh"));
        }
        return spec.secretRef() == null
                ? SourceResult.failed(new GitSourceFailure.ProviderMisconfigured(
                        "spec.provider 'github' needs spec.secretRef with the data of the GitHub App"))
                : SourceResult.success(provider);
    }

    private static SourceResult<String> devOps(GitRepositorySpec spec) {
        if (spec.serviceAccountName() != null && !spec.serviceAccountName().isEmpty()) {
            return SourceResult.failed(new GitSourceFailure.ProviderMisconfigured(
                    "spec.serviceAccountName asks for an identity of the cloud of its own, which is not supported yet;"
                            + " without it the identity of this controller is used"));
        }
        return spec.secretRef() == null
                ? SourceResult.success(AZURE)
                : SourceResult.failed(new GitSourceFailure.ProviderMisconfigured(
                        "spec.provider 'azure' takes no spec.secretRef: the identity of this controller is used; for a"
                                + " token in a Secret use 'generic'"));
    }

    private SourceResult<Remote> app(SecretValues values, RemoteUrl url, Optional<HttpProxy> proxy, Deadline deadline) {
        return GitHubApp.read(values)
                .then(app -> SecretAccess.tls(values)
                        .then(tls -> tokens.token(
                                        app, app.isServedBy(url.host()) ? tls : tls.withoutClient(), proxy, deadline)
                                .map(token -> new Remote(
                                        url, new Credentials.Issued(APP_USER, token, app.identity()), tls, proxy))));
    }

    private static SourceResult<Remote> generic(SecretValues values, RemoteUrl url, Optional<HttpProxy> proxy) {
        if (GitHubApp.isIn(values)) {
            return malformed(values, "it holds the data of a GitHub App, and spec.provider is not 'github'");
        }
        return url.scheme() == RemoteUrl.Scheme.SSH
                ? ssh(values).map(key -> new Remote(url, key, TlsMaterial.NONE, proxy))
                : http(values).then(user -> SecretAccess.tls(values).map(tls -> new Remote(url, user, tls, proxy)));
    }

    private static SourceResult<Credentials> ssh(SecretValues values) {
        var identity = text(values, "identity");
        var knownHosts = text(values, "known_hosts");
        if (identity.isEmpty() || knownHosts.isEmpty()) {
            return malformed(values, "an ssh URL needs the keys 'identity' and 'known_hosts'");
        }
        return SourceResult.success(new Credentials.SshKey(identity.get(), knownHosts.get(), word(values, "password")));
    }

    private static SourceResult<Credentials> http(SecretValues values) {
        Optional<String> bearer;
        try {
            bearer = values.headerValue("bearerToken");
        } catch (SecretException e) {
            return SourceResult.failed(new CommonSourceFailure.SecretUnusable(SECRET, e.failure()));
        }
        if (bearer.isPresent()) {
            return SourceResult.success(new Credentials.Bearer(bearer.get()));
        }
        return SecretAccess.login(values).then(login -> {
            if (login.isPresent()) {
                return SourceResult.success(new Credentials.Basic(
                        login.get().username(), login.get().password()));
            }
            return SecretAccess.hasTls(values)
                    ? SourceResult.success(new Credentials.Anonymous())
                    : malformed(values, "an http(s) URL needs 'username' and 'password', 'bearerToken', or TLS keys");
        });
    }
}
