package dev.capstan.argo.repository;

import dev.capstan.argo.repository.RepositorySecret.Read;
import dev.capstan.argo.secret.ArgoSecret;
import dev.capstan.argo.secret.SecretType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All repositories that Secrets describe. What is found does not depend on the order of the Secrets: of two that say the same the one
 * counts whose name comes first.
 */
public final class Repositories {
    private final List<Read> repositories;
    private final List<Read> prefixes;

    private Repositories(List<Read> repositories, List<Read> prefixes) {
        this.repositories = repositories;
        this.prefixes = prefixes;
    }

    /** What a look-up gives. */
    public sealed interface Lookup {
        /** How to reach it; without credentials when no Secret is for it. */
        record Found(Repository repository) implements Lookup {}

        /**
         * A Secret is for it and cannot be used, so it is not tried without.
         *
         * @param why for people
         */
        record Unusable(String why) implements Lookup {}
    }

    /** Those of type {@code repository} and {@code repo-creds}; other Secrets are passed over. */
    public static Repositories of(List<ArgoSecret> secrets) {
        return new Repositories(read(secrets, SecretType.REPOSITORY), read(secrets, SecretType.REPO_CREDS));
    }

    private static List<Read> read(List<ArgoSecret> secrets, SecretType type) {
        return secrets.stream()
                .filter(secret -> secret.type().filter(type::equals).isPresent())
                .sorted(Comparator.comparing(ArgoSecret::name))
                .map(RepositorySecret::read)
                .toList();
    }

    /**
     * How an application reaches a repository: by the Secret of its project for the URL, else by the one without project; credentials of
     * the longest prefix are added when that has none of its own.
     *
     * @param project of the application
     */
    public Lookup find(String url, String project) {
        Optional<Read> own = of(url, project).or(() -> project.isEmpty() ? Optional.empty() : of(url, ""));
        return switch (own.orElseGet(() -> new Read.Usable(Repository.open(url), false))) {
            case Read.Unusable unusable -> new Lookup.Unusable(unusable.why());
            case Read.Usable(Repository repository, boolean hasOwnCredentials) ->
                hasOwnCredentials ? new Lookup.Found(repository) : withPrefix(repository);
        };
    }

    private Optional<Read> of(String url, String project) {
        return repositories.stream()
                .filter(read -> project(read).equals(project) && RepositoryUrl.isSame(url(read), url))
                .findFirst();
    }

    /**
     * The name of the Secret that has the credentials which {@link #find} gives; empty when there are none, or they cannot be used.
     *
     * @param project of the application
     */
    public Optional<String> credentialsSecret(String url, String project) {
        if (!(find(url, project) instanceof Lookup.Found(Repository found))
                || found.credentials().isEmpty()) {
            return Optional.empty();
        }
        boolean isOwn = of(url, project)
                .or(() -> of(url, ""))
                .filter(read -> read instanceof Read.Usable(Repository _, boolean hasOwn) && hasOwn)
                .isPresent();
        return isOwn
                ? Optional.of(found.secret())
                : longestPrefix(found.url())
                        .flatMap(read -> read instanceof Read.Usable(Repository prefix, boolean _)
                                ? Optional.of(prefix.secret())
                                : Optional.empty());
    }

    private Optional<Read> longestPrefix(String url) {
        Optional<Read> longest = Optional.empty();
        int length = 0;
        for (Read prefix : prefixes) {
            int covered = RepositoryUrl.coverage(url(prefix), url).orElse(0);
            if (covered > length) {
                longest = Optional.of(prefix);
                length = covered;
            }
        }
        return longest;
    }

    private Lookup withPrefix(Repository repository) {
        return longestPrefix(repository.url())
                .<Lookup>map(prefix -> switch (prefix) {
                    case Read.Unusable unusable -> new Lookup.Unusable(unusable.why());
                    case Read.Usable(Repository found, boolean _) -> new Lookup.Found(repository.with(found));
                })
                .orElseGet(() -> new Lookup.Found(repository));
    }

    /** The URL of the repository of that name which applications of a project may use: its own before those of all. */
    public Optional<String> urlNamed(String name, String project) {
        return name.isEmpty()
                ? Optional.empty()
                : named(name, project).or(() -> named(name, "")).map(Repository::url);
    }

    private Optional<Repository> named(String name, String project) {
        return repositories.stream()
                .flatMap(read -> read instanceof Read.Usable(Repository repository, boolean _)
                        ? Stream.of(repository)
                        : Stream.empty())
                .filter(repository ->
                        repository.name().equals(name) && repository.project().equals(project))
                .findFirst();
    }

    /** URLs that belong to a project alone; its applications may use them whatever its list of repositories says. */
    public List<String> urlsOf(String project) {
        return project.isEmpty()
                ? List.of()
                : repositories.stream()
                        .filter(read -> project(read).equals(project))
                        .map(Repositories::url)
                        .toList();
    }

    /** What is wrong with Secrets, or said by them and not acted on; for people, without values. */
    public List<String> notices() {
        var notices = new ArrayList<String>();
        for (Read read : repositories) {
            notices.addAll(notices(read));
        }
        for (Read read : prefixes) {
            notices.addAll(notices(read));
        }
        return List.copyOf(notices);
    }

    private static List<String> notices(Read read) {
        return switch (read) {
            case Read.Unusable unusable -> List.of(unusable.why());
            case Read.Usable(Repository repository, boolean _) -> repository.notices();
        };
    }

    private static String url(Read read) {
        return switch (read) {
            case Read.Unusable unusable -> unusable.url();
            case Read.Usable(Repository repository, boolean _) -> repository.url();
        };
    }

    private static String project(Read read) {
        return switch (read) {
            case Read.Unusable unusable -> unusable.project();
            case Read.Usable(Repository repository, boolean _) -> repository.project();
        };
    }
}
