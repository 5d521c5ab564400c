package dev.capstan.argo.repository;

import java.util.List;

/**
 * A repository, or the prefix of several, and how it is reached.
 *
 * @param secret the Secret that describes it; empty for a public one that none does
 * @param url as it was written
 * @param project whose applications alone may use it; empty for all
 * @param notices what the Secret says and nobody acts on, for people, keys by name and never a value
 */
public record Repository(
        String secret,
        String url,
        String name,
        RepositoryType type,
        String project,
        Credentials credentials,
        Transport transport,
        List<String> notices) {

    /** Copies the list. */
    public Repository {
        notices = List.copyOf(notices);
    }

    /** A repository that everybody may read. */
    public static Repository open(String url) {
        RepositoryType type = url.startsWith("oci://") ? RepositoryType.OCI : RepositoryType.GIT;
        return new Repository("", url, "", type, "", Credentials.NONE, Transport.DEFAULT, List.of());
    }

    /** This repository, reached with the credentials of a prefix that covers it. */
    Repository with(Repository prefix) {
        Transport other = prefix.transport;
        Transport combined = new Transport(
                transport.isInsecure(),
                transport.ignoresHostKey(),
                transport.isOci() || other.isOci(),
                transport.usesPlainHttp() || other.usesPlainHttp(),
                transport.proxy().isEmpty() ? other.proxy() : transport.proxy());
        boolean isTypeOpen = secret.isEmpty() && type == RepositoryType.GIT;
        return new Repository(
                secret, url, name, isTypeOpen ? prefix.type : type, project, prefix.credentials, combined, notices);
    }

    /** The URL, without a user that it names. */
    @Override
    public String toString() {
        return RepositoryUrl.shown(url);
    }
}
