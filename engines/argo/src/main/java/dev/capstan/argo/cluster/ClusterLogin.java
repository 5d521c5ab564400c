package dev.capstan.argo.cluster;

/**
 * How to log in to an API server; empty texts are not given.
 *
 * @param certificate of the client, PEM
 * @param key of the client, PEM
 */
public record ClusterLogin(String bearerToken, String username, String password, String certificate, String key) {
    /** None. */
    public static final ClusterLogin NONE = new ClusterLogin("", "", "", "", "");

    /** Whether nothing is given. */
    public boolean isEmpty() {
        return equals(NONE);
    }

    /** The kinds that are given; never a value. */
    @Override
    public String toString() {
        String words = (bearerToken.isEmpty() ? "" : "bearer token ")
                + (username.isEmpty() ? "" : "user and password ")
                + (certificate.isEmpty() ? "" : "client certificate");
        return words.isBlank() ? "no credentials" : words.strip();
    }
}
