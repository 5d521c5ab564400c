package dev.capstan.application.source.adapter;

import dev.capstan.access.AccessResult;
import dev.capstan.access.git.GitLogin;
import dev.capstan.access.git.GitRemotes;
import dev.capstan.application.plane.ControlPlane;
import dev.capstan.application.plane.ControlPlaneView;
import dev.capstan.application.plane.RemoteTrust;
import dev.capstan.argo.repository.Repositories;
import dev.capstan.argo.repository.Repository;
import dev.capstan.argo.repository.RepositoryType;
import dev.capstan.argo.repository.RepositoryUrl;
import dev.capstan.argo.repository.Transport;
import dev.capstan.git.Credentials;
import dev.capstan.git.GitResult;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.TlsMaterial;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The remotes of Git repositories, as the control plane describes them: with the Secret of the project for the URL, else that of
 * everybody, else with the credentials of a prefix, else as nobody.
 */
public final class RepositoryRemotes {
    private static final Pattern SSH_FORM = Pattern.compile("(?<user>[^/:@]++)@(?<host>[^/:@]++):(?<path>[^/].*+)");

    private final ControlPlaneView plane;
    private final GitRemotes remotes;

    /** Reads the control plane anew for each remote. */
    public RepositoryRemotes(ControlPlaneView plane, GitRemotes remotes) {
        this.plane = plane;
        this.remotes = remotes;
    }

    /** What looking for a remote gives. */
    public sealed interface Reach {
        record Reached(Remote remote) implements Reach {}

        /** The repository cannot be reached as the control plane describes it; for people, without values. */
        record Refused(String why) implements Reach {}
    }

    /**
     * The remote of a repository.
     *
     * @param url as a source names it
     * @param project of the Application
     * @param deadline for what must be asked for a login
     */
    public Reach of(String url, String project, Deadline deadline) {
        ControlPlane now = plane.now();
        return switch (now.repositories().find(url, project)) {
            case Repositories.Lookup.Unusable(String why) -> new Reach.Refused(why);
            case Repositories.Lookup.Found(Repository repository) -> of(repository, now.trust(), deadline);
        };
    }

    private Reach of(Repository repository, RemoteTrust trust, Deadline deadline) {
        if (repository.type() != RepositoryType.GIT) {
            return new Reach.Refused("Secret " + repository.secret() + " says that "
                    + RepositoryUrl.shown(repository.url()) + " is no Git repository, and the source names no chart");
        }
        return switch (RemoteUrl.parse(asUrl(repository.url()))) {
            case GitResult.Failed<RemoteUrl>(var failure) -> new Reach.Refused(failure.message());
            case GitResult.Success<RemoteUrl>(RemoteUrl url) ->
                switch (RepositoryLogin.of(repository, url, trust.knownHosts())) {
                    case RepositoryLogin.Read.Unusable(String why) -> new Reach.Refused(why);
                    case RepositoryLogin.Read.Login(GitLogin login) -> of(repository, url, login, trust, deadline);
                };
        };
    }

    private Reach of(Repository repository, RemoteUrl url, GitLogin login, RemoteTrust trust, Deadline deadline) {
        Transport transport = repository.transport();
        Optional<HttpProxy> proxy = Optional.empty();
        if (!transport.proxy().isEmpty()) {
            proxy = HttpProxy.withLogin(transport.proxy());
            if (proxy.isEmpty()) {
                return new Reach.Refused("Secret " + repository.secret()
                        + ": the key 'proxy' must be http://host:port, https://host:port or socks5://host:port");
            }
        }
        return switch (remotes.of(url, login, tls(repository, url, trust), proxy, deadline)) {
            case AccessResult.Failed<Remote>(var failure) -> new Reach.Refused(failure.message());
            case AccessResult.Success<Remote>(Remote remote) -> new Reach.Reached(remote);
        };
    }

    private static TlsMaterial tls(Repository repository, RemoteUrl url, RemoteTrust trust) {
        if (url.scheme() != RemoteUrl.Scheme.HTTPS) {
            return TlsMaterial.NONE;
        }
        var credentials = repository.credentials();
        Optional<TlsMaterial.ClientCertificate> client =
                credentials.tlsCertificate().isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new TlsMaterial.ClientCertificate(credentials.tlsCertificate(), credentials.tlsKey()));
        return new TlsMaterial(
                Optional.ofNullable(trust.authorities().get(url.host())),
                client,
                repository.transport().acceptsAnyGitServer());
    }

    /** A repository that is asked as nobody, whatever Secrets say; its host is believed by the certificates that are there for it. */
    Remote asNobody(RemoteUrl url, Optional<HttpProxy> proxy) {
        TlsMaterial tls = tls(Repository.open(url.toString()), url, plane.now().trust());
        return new Remote(url, new Credentials.Anonymous(), tls, proxy);
    }

    /**
     * Who we are for a repository that a file of another one names: nobody, unless the project permits it as a source. A file must not lead
     * credentials where its project may not go.
     *
     * @param project of the Application
     */
    Credentials namedInFile(RemoteUrl url, String project, Deadline deadline) {
        return mayName(url, project) && of(url.toString(), project, deadline) instanceof Reach.Reached(Remote remote)
                ? remote.credentials()
                : new Credentials.Anonymous();
    }

    /** Whether a file may lead the credentials of a project to a repository: only where the project permits it as a source. */
    boolean mayName(RemoteUrl url, String project) {
        return plane.now()
                .project(project)
                .filter(it -> it.permitsSource(url.toString()))
                .isPresent();
    }

    /** {@code git@host:path} is how SSH names a repository that has another writing as a URL. */
    static String asUrl(String url) {
        Matcher form = SSH_FORM.matcher(url.strip());
        return form.matches() && !url.contains("://")
                ? "ssh://" + form.group("user") + "@" + form.group("host") + "/" + form.group("path")
                : url.strip();
    }

    /** The server has refused the credentials: a token of an App is issued anew. */
    public void refused(Remote remote) {
        remotes.refused(remote);
    }
}
