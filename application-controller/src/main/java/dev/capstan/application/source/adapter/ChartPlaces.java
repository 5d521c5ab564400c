package dev.capstan.application.source.adapter;

import dev.capstan.access.SecretAccess;
import dev.capstan.argo.repository.Credentials;
import dev.capstan.argo.repository.Repositories;
import dev.capstan.argo.repository.Repository;
import dev.capstan.argo.repository.RepositoryType;
import dev.capstan.chartaccess.RepositoryAccess;
import dev.capstan.chartaccess.RepositoryUrl;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.TlsMaterial;
import dev.capstan.oci.login.DockerConfig;
import dev.capstan.oci.login.RegistryLogin;
import dev.capstan.oci.registry.RegistryAccess;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where charts and OCI artifacts lie, and who we are there: what Secrets of the control plane say about a URL. A URL without scheme is one
 * of a registry, as one with {@code oci://} is, and one whose Secret says {@code enableOCI}.
 */
public final class ChartPlaces {
    private static final String OCI = "oci://";

    private final Supplier<Repositories> repositories;
    private final Function<String, Optional<String>> authorities;
    private final BiPredicate<String, String> permits;

    /**
     * Reads what there is at each look-up.
     *
     * @param repositories those that Secrets describe
     * @param authorities certificates that are trusted for a host besides those of the system, PEM
     * @param permits whether a project permits a URL as a source
     */
    public ChartPlaces(
            Supplier<Repositories> repositories,
            Function<String, Optional<String>> authorities,
            BiPredicate<String, String> permits) {
        this.repositories = repositories;
        this.authorities = authorities;
        this.permits = permits;
    }

    /** A place where charts lie. */
    public sealed interface Place {
        /** A repository over HTTP. */
        record Web(RepositoryAccess access) implements Place {}

        /**
         * A registry.
         *
         * @param folder host and path, without scheme
         */
        record Registry(String folder, RegistryAccess access) implements Place {}

        /**
         * It is not tried.
         *
         * @param why for people
         */
        record Unusable(String why) implements Place {}
    }

    /**
     * The place that a URL means.
     *
     * @param project of the Application
     * @param passesCredentials whether charts on other hosts are asked for with the credentials as well
     */
    public Place of(String url, String project, boolean passesCredentials) {
        return switch (find(url, project)) {
            case Repositories.Lookup.Unusable(String why) -> new Place.Unusable(why);
            case Repositories.Lookup.Found(Repository found) -> place(found, passesCredentials);
        };
    }

    /**
     * The place that a chart or an index names. Credentials are used only where the project permits the repository as a source, by its URL
     * as the Secret has it: what somebody has written into a repository must not lead them elsewhere.
     */
    Place named(String url, String project) {
        return switch (find(url, project)) {
            case Repositories.Lookup.Unusable(String why) when permits.test(project, url) -> new Place.Unusable(why);
            case Repositories.Lookup.Found(Repository found)
            when permits.test(project, found.url()) -> place(found, false);
            case Repositories.Lookup _ -> place(Repository.open(url), false);
        };
    }

    /** The URL of a repository by the name that its Secret gives it. */
    Optional<String> urlNamed(String name, String project) {
        return repositories.get().urlNamed(name, project).map(url -> url.contains("://") ? url : OCI + url);
    }

    /** Secrets name registries without a scheme, or with {@code oci://} as charts do: either way they mean the same. */
    private Repositories.Lookup find(String url, String project) {
        var all = repositories.get();
        var asWritten = all.find(url, project);
        if (!isOfNobody(asWritten) || (url.contains("://") && !url.startsWith(OCI))) {
            return asWritten;
        }
        var other = all.find(url.startsWith(OCI) ? url.substring(OCI.length()) : OCI + url, project);
        return isOfNobody(other) ? asWritten : other;
    }

    private static boolean isOfNobody(Repositories.Lookup lookup) {
        return lookup instanceof Repositories.Lookup.Found(Repository found)
                && found.secret().isEmpty()
                && found.credentials().isEmpty();
    }

    private Place place(Repository repository, boolean passesCredentials) {
        var proxy = repository.transport().proxy();
        var read = proxy.isEmpty() ? Optional.<HttpProxy>empty() : HttpProxy.withLogin(proxy);
        if (!proxy.isEmpty() && read.isEmpty()) {
            return new Place.Unusable("Secret " + repository.secret()
                    + ": the key 'proxy' must be http://host:port, https://host:port or socks5://host:port");
        }
        return isRegistry(repository)
                ? registry(repository, read)
                : RepositoryUrl.parse(repository.url())
                        .<Place>map(url -> new Place.Web(new RepositoryAccess(
                                url,
                                login(repository.credentials()),
                                tls(repository, url.uri().getHost()),
                                read,
                                passesCredentials,
                                RepositoryAccess.DEFAULT_TIMEOUT)))
                        .orElseGet(() -> new Place.Unusable("'" + repository
                                + "' is no repository of charts: it is not an http, https or oci URL with a host"));
    }

    private static boolean isRegistry(Repository repository) {
        return repository.transport().isOci()
                || repository.type() == RepositoryType.OCI
                || !repository.url().contains("://");
    }

    private Place registry(Repository repository, Optional<HttpProxy> proxy) {
        var folder = withoutScheme(repository.url());
        var registry = folder.contains("/") ? folder.substring(0, folder.indexOf('/')) : folder;
        var logins = login(repository.credentials())
                .map(login -> DockerConfig.of(registry, new RegistryLogin.Password(login.username(), login.password())))
                .orElse(DockerConfig.EMPTY);
        return new Place.Registry(
                folder,
                new RegistryAccess(
                        logins,
                        tls(repository, registry.replaceFirst(":[0-9]+$", "")),
                        proxy,
                        repository.transport().usesPlainHttp()));
    }

    private static String withoutScheme(String url) {
        return url.replaceFirst("^[A-Za-z][A-Za-z0-9+.-]*://", "").replaceFirst("/+$", "");
    }

    private static Optional<SecretAccess.Login> login(Credentials credentials) {
        return credentials.username().isEmpty() && credentials.password().isEmpty()
                ? Optional.empty()
                : Optional.of(new SecretAccess.Login(credentials.username(), credentials.password()));
    }

    private TlsMaterial tls(Repository repository, String host) {
        var credentials = repository.credentials();
        var client = credentials.tlsCertificate().isEmpty()
                ? Optional.<TlsMaterial.ClientCertificate>empty()
                : Optional.of(new TlsMaterial.ClientCertificate(credentials.tlsCertificate(), credentials.tlsKey()));
        return new TlsMaterial(
                authorities.apply(host), client, repository.transport().isInsecure());
    }
}
