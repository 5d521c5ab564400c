package dev.capstan.application.source.adapter;

import dev.capstan.access.git.GitHubApp;
import dev.capstan.access.git.GitLogin;
import dev.capstan.argo.repository.Credentials;
import dev.capstan.argo.repository.Repository;
import dev.capstan.git.RemoteUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/** How a repository of Argo CD is logged in to: of several ways that a Secret gives the one that Argo CD takes. */
final class RepositoryLogin {
    /** As whom a token is shown where a Secret names no user. */
    private static final String TOKEN_USER = "x-access-token";

    private static final String GITHUB = "https://api.github.com";

    private RepositoryLogin() {}

    /** What reading gives. */
    sealed interface Read {
        record Login(GitLogin login) implements Read {}

        /** The Secret cannot be used; for people, without values. */
        record Unusable(String why) implements Read {}
    }

    static Read of(Repository repository, RemoteUrl url, String knownHosts) {
        Credentials credentials = repository.credentials();
        if (!credentials.password().isEmpty()) {
            String user = credentials.username().isEmpty() ? TOKEN_USER : credentials.username();
            return new Read.Login(new GitLogin.Basic(user, credentials.password()));
        }
        if (!credentials.bearerToken().isEmpty()) {
            return new Read.Login(new GitLogin.Bearer(credentials.bearerToken()));
        }
        if (!credentials.sshPrivateKey().isEmpty()) {
            boolean acceptsAnyHost = repository.transport().acceptsAnyGitServer();
            return new Read.Login(new GitLogin.Ssh(
                    credentials.sshPrivateKey(), acceptsAnyHost ? "" : knownHosts, Optional.empty(), acceptsAnyHost));
        }
        return credentials
                .gitHubApp()
                .map(app -> app(repository, app, url))
                .orElseGet(() -> new Read.Login(new GitLogin.Anonymous()));
    }

    private static Read app(Repository repository, dev.capstan.argo.repository.GitHubApp app, RemoteUrl url) {
        String api = app.baseUrl().isEmpty() ? GITHUB : app.baseUrl().replaceAll("/+$", "");
        URI address;
        try {
            address = new URI(api);
        } catch (URISyntaxException malformed) {
            return unusable(repository);
        }
        boolean isUsable = List.of("http", "https").contains(String.valueOf(address.getScheme()))
                && address.getHost() != null
                && address.getRawUserInfo() == null;
        if (!isUsable) {
            return unusable(repository);
        }
        return new Read.Login(new GitLogin.App(new GitHubApp(
                String.valueOf(app.appId()),
                app.installationId() == 0
                        ? new GitHubApp.Installation.Of(owner(url))
                        : new GitHubApp.Installation.Numbered(String.valueOf(app.installationId())),
                app.privateKey(),
                address)));
    }

    private static Read unusable(Repository repository) {
        return new Read.Unusable("Secret " + repository.secret()
                + ": the key 'githubAppEnterpriseBaseUrl' is not a URL such as https://github.example.com/api/v3");
    }

    /** The first part of the path. */
    private static String owner(RemoteUrl url) {
        String path = url.path().replaceFirst("^/+", "");
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }
}
