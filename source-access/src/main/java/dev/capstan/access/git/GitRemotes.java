package dev.capstan.access.git;

import dev.capstan.access.AccessFailure;
import dev.capstan.access.AccessResult;
import dev.capstan.git.Credentials;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.TlsMaterial;
import java.util.Optional;

/** Makes remotes out of addresses and logins. Equal ones give equal remotes, so they share a mirror. */
public final class GitRemotes {
    private static final String APP_USER = "x-access-token";

    private final InstallationTokens tokens;

    /** Asks at every use; tokens are kept where they come from. */
    public GitRemotes(InstallationTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * A remote.
     *
     * @param deadline for what must be asked for the login
     */
    public AccessResult<Remote> of(
            RemoteUrl url, GitLogin login, TlsMaterial tls, Optional<HttpProxy> proxy, Deadline deadline) {
        boolean isSsh = url.scheme() == RemoteUrl.Scheme.SSH;
        return switch (login) {
            case GitLogin.Anonymous _ ->
                isSsh
                        ? AccessResult.failed(new AccessFailure.ProviderMisconfigured(
                                "an ssh URL needs a private key, and there is none for '" + url + "'"))
                        : AccessResult.success(new Remote(url, new Credentials.Anonymous(), tls, proxy));
            case GitLogin.Basic(var username, var password) ->
                overHttp(url, new Credentials.Basic(username, password), tls, proxy);
            case GitLogin.Bearer(var token) -> overHttp(url, new Credentials.Bearer(token), tls, proxy);
            case GitLogin.Ssh(var key, var knownHosts, var passphrase, var acceptsAnyHost) ->
                isSsh
                        ? AccessResult.success(new Remote(
                                url,
                                new Credentials.SshKey(key, knownHosts, passphrase, acceptsAnyHost),
                                TlsMaterial.NONE,
                                proxy))
                        : AccessResult.failed(new AccessFailure.ProviderMisconfigured(
                                "a private key is for ssh, and '" + url + "' is no ssh URL"));
            case GitLogin.App(var app) ->
                tokens.token(app, app.isServedBy(url.host()) ? tls : tls.withoutClient(), proxy, deadline)
                        .then(token ->
                                overHttp(url, new Credentials.Issued(APP_USER, token, app.identity()), tls, proxy));
        };
    }

    private static AccessResult<Remote> overHttp(
            RemoteUrl url, Credentials credentials, TlsMaterial tls, Optional<HttpProxy> proxy) {
        return url.scheme() == RemoteUrl.Scheme.SSH
                ? AccessResult.failed(new AccessFailure.ProviderMisconfigured(
                        "an ssh URL needs a private key; users, passwords and tokens are for http and https, and '"
                                + url + "' is neither"))
                : AccessResult.success(new Remote(url, credentials, tls, proxy));
    }

    /** The server has refused the credentials: a token of an App is issued anew. */
    public void refused(Remote remote) {
        if (remote.credentials() instanceof Credentials.Issued(var _, var token, var issuedTo)) {
            tokens.forget(issuedTo, token);
        }
    }
}
